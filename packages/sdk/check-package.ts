import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { build } from "./build.ts";

/** Packs the SDK as it would be published and lets publint and are-the-types-wrong judge the archive. */
async function checkPackage(): Promise<void> {
  const here = import.meta.dirname;
  const outDir = mkdtempSync(join(tmpdir(), "roost-sdk-"));
  try {
    await build(join(here, "dist"));
    const tarball = join(outDir, "sdk.tgz");
    run("pnpm", ["pack", "--out", tarball]);
    run("attw", [tarball, "--profile", "esm-only"]);
    await lint(tarball);
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

async function lint(tarball: string): Promise<void> {
  const bytes = new Uint8Array(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  for (const message of messages) console.error(formatMessage(message, pkg));
  if (messages.length > 0) process.exitCode = 1;
}

const run = (command: string, args: readonly string[]) => execFileSync(command, args, { stdio: "inherit" });

await checkPackage();
