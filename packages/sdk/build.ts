import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "@typescript/typescript6";
import { type Plugin, rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

/** Writes `index.js`, one `index.d.ts` that holds no server source, and the OpenAPI document. */
export async function build(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await bundle([stripTypes], `${outDir}/index.js`);
  await copyFile(pathOf("../../docs/generated/openapi.json"), `${outDir}/openapi.json`);
  await bundle([dts({ tsconfig: pathOf("tsconfig.json") })], `${outDir}/index.d.ts`);
}

async function bundle(plugins: readonly Plugin[], file: string): Promise<void> {
  const bundled = await rollup({
    input: pathOf("src/index.ts"),
    external: /^@trpc\//,
    plugins: [...plugins],
    onLog: (_level, log) => {
      throw new Error(log.message);
    },
  });
  await bundled.write({ file, format: "es" });
  await bundled.close();
}

const stripTypes: Plugin = {
  name: "strip-types",
  transform: (code) => ({ code: ts.transpileModule(code, { compilerOptions }).outputText, map: null }),
};

/** What Node 20 and the browsers of its time understand. */
const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
};

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

if (import.meta.main) await build(pathOf("dist"));
