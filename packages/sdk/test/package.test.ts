import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { rollup } from "rollup";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../build.ts";

const sdk = dirname(import.meta.dirname);
let project: string;
let installed: string;

beforeAll(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), "roost-consumer-")));
  installed = join(project, "node_modules/@roost/sdk");
  await mkdir(join(project, "node_modules/@trpc"), { recursive: true });
  for (const name of ["client", "server"]) {
    await symlink(await realpath(join(sdk, "node_modules/@trpc", name)), join(project, "node_modules/@trpc", name));
  }
  await build(join(installed, "dist"));
  const manifest = JSON.parse(await readFile(join(sdk, "package.json"), "utf8"));
  const published = { ...manifest, exports: manifest.publishConfig.exports };
  await writeFile(join(installed, "package.json"), JSON.stringify(published));
  await writeFile(join(project, "package.json"), '{ "type": "module" }');
  await writeFile(join(project, "index.ts"), consumer);
});
afterAll(() => rm(project, { recursive: true }));

const consumer = `
import { createClient, isRoostError, paginate, type Booking, type Quote } from "@roost/sdk";

const client = createClient({ url: "http://localhost:4000", token: () => undefined });
export async function book(quote: Quote): Promise<Booking | undefined> {
  try {
    return await client.bookings.create.mutate({ quoteId: quote.id }, { signal: AbortSignal.timeout(1000) });
  } catch (error) {
    if (isRoostError(error, "booking.dates_unavailable")) return undefined;
    throw error;
  }
}
export async function cities(): Promise<string[]> {
  const found: string[] = [];
  for await (const home of paginate(client.listings.search, { guests: 2 })) found.push(home.city);
  return found;
}
// @ts-expect-error the input is typed
await client.bookings.create.mutate({ quote: 1 });
`;

test.each([
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
])("a consumer compiles with module %s and resolution %s", async (module, moduleResolution) => {
  const compilerOptions = {
    module,
    moduleResolution,
    target: "es2022",
    // tRPC's own declarations name Disposable.
    lib: ["es2022", "esnext.disposable", "dom", "dom.iterable"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false,
  };
  await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", project]).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe("");
});

test("the files import tRPC's public packages and nothing else", async () => {
  const imports = await Promise.all(
    ["index.js", "index.d.ts"].map(async (file) => {
      const text = await readFile(join(installed, "dist", file), "utf8");
      return [...text.matchAll(/(?:from|import\(|require\()\s*['"]([^'"]+)['"]/g)].map(([, name]) => name);
    }),
  );
  expect(imports).toEqual([["@trpc/client"], ["@trpc/client", "@trpc/server"]]);
});

test("what is not used is dropped", async () => {
  const entry = join(project, "entry.js");
  await writeFile(entry, 'import { paginate } from "@roost/sdk"; console.log(paginate);');
  const bundle = await rollup({
    input: entry,
    external: /^@trpc\//,
    treeshake: { moduleSideEffects: "no-external" },
    plugins: [{ name: "local", resolveId: (id) => (id === "@roost/sdk" ? join(installed, "dist/index.js") : null) }],
  });
  const { output } = await bundle.generate({ format: "es" });
  expect(output[0].code).not.toMatch(/@trpc|errorTable|class /);
  expect(output[0].code.length).toBeLessThan(2500);
});
