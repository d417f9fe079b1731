import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { version } from "@prisma/schema-engine-wasm";
import { z } from "zod";
import { runDatabaseCommand } from "./run-database-command.ts";
import { serveRequests } from "./serve-requests.ts";

const Datasource = z.object({ url: z.string() });

/**
 * Stands in for the native schema engine that Prisma would download: the same arguments and the same protocol,
 * answered by the WebAssembly build of that engine, which npm delivers.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      datasource: { type: "string", default: "{}" },
      datamodels: { type: "string", multiple: true },
      version: { type: "boolean", short: "V", default: false },
      "enabled-preview-features": { type: "string" },
      "extension-types": { type: "string" },
    },
  });
  if (values.version) {
    process.stdout.write(`schema-engine-cli ${version()}\n`);
    return 0;
  }
  const { url } = Datasource.parse(JSON.parse(values.datasource));
  if (positionals[0] === "cli") return runDatabaseCommand(positionals[1] ?? "", url);
  const datamodels = values.datamodels?.map((path): [string, string] => [path, readFileSync(path, "utf8")]);
  await serveRequests({ url, datamodels });
  return 0;
}

// The engine's connection would keep the process alive.
process.exit(await main());
