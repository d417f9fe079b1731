import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { linesOf, tableOf } from "./core/report.ts";
import { runCore } from "./core/run-core.ts";
import { benchSearch } from "./search/bench-search.ts";
import { rounded } from "./statistics.ts";
import { runWebhooks } from "./webhooks/run-webhooks.ts";

const usage = `Usage: pnpm bench core [--json] [--only <cases>] [--profile <folder>]
  --json     one line of JSON for each case
  --only     names of cases with commas between: rest.get, rest.list, rest.search, rest.book, trpc.get and graphql.get,
             each also as @1 and @64 (connections, 16 where not named); memory.rss
  --profile  where V8 CPU profiles of both servers go
       pnpm bench webhooks [--json] [--profile <folder>]
  --profile  where V8 CPU profiles of both workers go
       pnpm bench search: what searches cost, --help says more
`;

/** `pnpm bench <suite>`: Roost beside a bare server, on a database of its own. Results on stdout, progress on stderr. */
async function main(): Promise<number> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === "search") return benchSearch(rest);
  const string = { type: "string" } as const;
  const options = { json: { type: "boolean" }, only: string, profile: string } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [suite, ...others] = positionals;
  if (others.length > 0 || (suite !== "core" && suite !== "webhooks")) {
    process.stderr.write(usage);
    return 2;
  }
  const profile = values.profile === undefined ? undefined : resolve(process.env["INIT_CWD"] ?? ".", values.profile);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  if (suite === "webhooks") {
    const { roost, bare } = await runWebhooks({ profile, say });
    const [value, floor, ratio] = [rounded(roost), rounded(bare), rounded(roost / bare, 2)];
    const line = JSON.stringify({ case: "webhooks.apply", value, unit: "events/s", floor, ratio });
    const sentence = `webhooks.apply: Roost ${value} events/s, bare ${floor} events/s, ratio ${ratio}`;
    process.stdout.write(`${values.json ? line : sentence}\n`);
    return 0;
  }
  const report = await runCore({ only: values.only?.split(","), profile, say });
  process.stdout.write(values.json ? `${linesOf(report).join("\n")}\n` : tableOf(report));
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
