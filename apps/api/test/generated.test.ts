import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { generatedFiles } from "../src/generated-files.ts";

test("what is generated is committed as it would be generated now (pnpm generate)", async () => {
  for (const { path, text } of await generatedFiles()) {
    expect(await readFile(path, "utf8"), path).toBe(text);
  }
});
