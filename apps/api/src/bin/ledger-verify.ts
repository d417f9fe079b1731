import { parseArgs } from "node:util";
import { withApp } from "../first-run/with-app.ts";
import { type Verified, verifyLedger } from "../modules/payments/index.ts";

/** Says of every claim about money whether it holds; exit code 1 at the first that does not. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: "boolean" } } });
  const started = performance.now();
  const found = await withApp(process.env, async ({ app }) => {
    const all: Verified[] = [];
    for await (const one of verifyLedger(app.sql)) {
      all.push(one);
      if (values.json !== true) process.stdout.write(lineOf(one));
    }
    return all;
  });
  const broken = found.filter((one) => one.broken.length > 0);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const violations = broken.map(({ claim, broken: examples }) => ({ ...claim, examples }));
  const result = { name: "ledger", claims: found.length, seconds, violations };
  if (values.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  return broken.length === 0 ? 0 : 1;
}

const lineOf = ({ claim, broken }: Verified): string =>
  broken.length === 0
    ? `  holds   ${claim.sentence}\n`
    : `  BROKEN  ${claim.sentence}\n${broken.map((example) => `          ${JSON.stringify(example)}\n`).join("")}`;

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
