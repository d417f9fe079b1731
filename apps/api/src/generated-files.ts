import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { errorTable } from "@roost/contract";
import { allRoutes } from "./routes.ts";
import { schemaText } from "./surfaces/graphql/schema-text.ts";
import { sdkErrors } from "./surfaces/typescript/sdk-errors.ts";
import { sdkTypes } from "./surfaces/typescript/sdk-types.ts";

export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Every committed file that is made from the actions; a test holds what is committed against this. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const problemSource = await readFile(at("packages/contract/src/problem.ts"), "utf8");
  return [
    { path: at("packages/sdk/src/generated/router.ts"), text: sdkTypes(allRoutes) },
    { path: at("packages/sdk/src/generated/errors.ts"), text: sdkErrors(errorTable, problemSource) },
    { path: at("docs/generated/schema.graphql"), text: schemaText(allRoutes) },
  ];
}
