import { parseArgs } from "node:util";
import { type StressResult, stressBookings } from "./stress/bookings.ts";

const usage = `Usage: pnpm stress bookings [--tries 10000] [--writers 32] [--seed 1] [--json]
`;

/** `pnpm stress <name>`: exit code 1 if anything happened that must not. The result on stdout, progress on stderr. */
async function main(): Promise<number> {
  const string = { type: "string" } as const;
  const options = { json: { type: "boolean" }, tries: string, writers: string, seed: string } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const tries = countOf(values.tries, 10_000);
  const writers = countOf(values.writers, 32);
  const seed = countOf(values.seed, 1);
  if (positionals.length !== 1 || positionals[0] !== "bookings" || !tries || !writers || !seed) {
    process.stderr.write(usage);
    return 2;
  }
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const { faults, ...result } = await stressBookings({ tries, writers, seed, say });
  for (const fault of faults) say(fault);
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : sentencesOf(result));
  return faults.length + result.errors + result.deadlocks + result.overlaps > 0 ? 1 : 0;
}

const countOf = (text: string | undefined, otherwise: number): number | undefined =>
  text === undefined ? otherwise : /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;

const sentencesOf = ({ name, ...counts }: Omit<StressResult, "faults">): string =>
  `${name}\n${Object.entries(counts)
    .map(([what, count]) => `  ${what.padEnd(10)} ${count}\n`)
    .join("")}`;

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
