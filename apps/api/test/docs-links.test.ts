import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./architecture/house-sources.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Every document that git has or would take. */
const documents = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], { cwd: root })
  .toString()
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));

/** What a document's links name, the code in it apart: `[text](target)` and `[label]: target`. */
function targetsIn(path: string): string[] {
  const prose = read(path)
    .replaceAll(/^```.*?^```/gms, "")
    .replaceAll(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(([, inline, apart]) => inline ?? apart ?? "");
}

/** The anchors of a document: its headings as GitHub names them, and those that are written out. */
function anchorsIn(path: string): Set<string> {
  const text = read(path);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-"),
  );
  const written = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id);
  return new Set([...headings, ...written]);
}

function isBroken(document: string, target: string): boolean {
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? document : join(dirname(document), file);
  if (!existsSync(join(root, path))) return true;
  return anchor !== undefined && path.endsWith(".md") && !anchorsIn(path).has(anchor);
}

test("every link between documents leads somewhere", () => {
  const links = documents.flatMap((document) => targetsIn(document).map((target) => ({ document, target })));
  const inside = links.filter(({ target }) => !/^[a-z]+:/.test(target));
  expect(inside.length).toBeGreaterThan(50);
  const broken = inside.filter(({ document, target }) => isBroken(document, target));
  expect(broken.map(({ document, target }) => `${document}: ${target}`)).toEqual([]);
});

test("every document is found from the index", () => {
  const linked = targetsIn("docs/README.md").map((target) => join("docs", target));
  const indexed = new Set(["docs/README.md", ...linked]);
  const elsewhere = /^(?:docs\/decisions|\.changeset)\//;
  expect(documents.filter((path) => !indexed.has(path) && !elsewhere.test(path))).toEqual([]);
});

test("every decision is in its list", () => {
  const listed = new Set(targetsIn("docs/decisions/README.md").map((target) => join("docs/decisions", target)));
  const decisions = documents.filter((path) => /^docs\/decisions\/\d/.test(path));
  expect(decisions.filter((path) => !listed.has(path))).toEqual([]);
});

test("every source file that a README names is there, in whatever folder", () => {
  const sources = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts"], {
    cwd: root,
  });
  const names = new Set(
    sources
      .toString()
      .split("\n")
      .map((path) => basename(path)),
  );
  const named = documents
    .filter((path) => basename(path) === "README.md")
    .flatMap((path) => [...read(path).matchAll(/`([\w./-]+\.ts)`/g)].map(([, file = ""]) => ({ path, file })));
  expect(named.length).toBeGreaterThan(50);
  const gone = named.filter(({ file }) => !names.has(basename(file)));
  expect(gone.map(({ path, file }) => `${path}: ${file}`)).toEqual([]);
});
