import { parseArgs } from "node:util";
import { withApp } from "../first-run/with-app.ts";
import { reconcile } from "../modules/payments/index.ts";

const usage = `Usage: pnpm ledger:reconcile [--settle-seconds 600] [--json]
Compares the ledger with the provider's books now. What either side wrote in the last seconds is left for the next time.
Exit code 1 where they are apart.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { "settle-seconds": { type: "string" }, json: { type: "boolean" } } });
  const seconds = values["settle-seconds"] ?? "600";
  if (!/^\d{1,6}$/.test(seconds)) {
    process.stderr.write(usage);
    return 2;
  }
  const found = await withApp(process.env, ({ app, log }) =>
    reconcile({ ...app, log }, { settleMs: Number(seconds) * 1000 }),
  );
  if (values.json === true) process.stdout.write(`${JSON.stringify(found)}\n`);
  else process.stdout.write(`${sentencesOf(found).join("\n")}\n`);
  return found.differences.length === 0 ? 0 : 1;
}

const sentencesOf = ({ transactions, differences }: Awaited<ReturnType<typeof reconcile>>): readonly string[] => [
  `${transactions} new lines in the provider's books, ${differences.length} differences`,
  ...differences.map(
    ({ source, currency, ledgerMinor, providerMinor }) =>
      `  ${source}: ${ledgerMinor} ${currency} in the ledger, ${providerMinor} at the provider`,
  ),
];

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
