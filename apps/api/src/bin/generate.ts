import { writeFile } from "node:fs/promises";
import { generatedFiles } from "../generated-files.ts";

/** `pnpm generate`: writes the files that are made from the actions and committed. */
for (const { path, text } of await generatedFiles()) {
  await writeFile(path, text);
}
