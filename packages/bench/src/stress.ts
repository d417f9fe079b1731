import { parseArgs } from "node:util";
import { stressBookings } from "./stress/bookings.ts";
import { stressCrash } from "./stress/crash/stress-crash.ts";
import { stressMoney } from "./stress/money/stress-money.ts";
import { stressWebhooks } from "./stress/webhooks/stress-webhooks.ts";

const usage = `Usage:
  pnpm stress bookings [--tries 10000] [--writers 32] [--seed 1] [--json]
  pnpm stress crash [--kills 500] [--seed 1] [--json]
  pnpm stress money [--operations 100000] [--seed 1] [--json]
  pnpm stress webhooks [--shuffles 10000] [--seed 1] [--json]
`;

/** `pnpm stress <name>`: exit code 1 if anything happened that must not. The result on stdout, progress on stderr. */
async function main(): Promise<number> {
  const string = { type: "string" } as const;
  const options = {
    json: { type: "boolean" },
    tries: string,
    writers: string,
    kills: string,
    operations: string,
    shuffles: string,
    seed: string,
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const tries = countOf(values.tries, 10_000);
  const writers = countOf(values.writers, 32);
  const kills = countOf(values.kills, 500);
  const operations = countOf(values.operations, 100_000);
  const shuffles = countOf(values.shuffles, 10_000);
  const seed = countOf(values.seed, 1);
  const [name = "", ...others] = positionals;
  if (others.length > 0 || !isName(name)) return explain();
  if (!tries || !writers || !kills || !operations || !shuffles || !seed) return explain();
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const runs: Readonly<Record<Name, () => Promise<Result>>> = {
    bookings: () => stressBookings({ tries, writers, seed, say }),
    crash: () => stressCrash({ kills, seed, say }),
    money: () => stressMoney({ operations, seed, say }),
    webhooks: () => stressWebhooks({ shuffles, seed, say }),
  };
  const { faults, ...result } = await runs[name]();
  for (const fault of faults.slice(0, shownFaults)) say(fault);
  if (faults.length > shownFaults) say(`and ${faults.length - shownFaults} more`);
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : sentencesOf(result));
  return faults.length === 0 && mustBeZero.every((key) => !Reflect.get(result, key)) ? 0 : 1;
}

interface Result {
  readonly name: string;
  readonly faults: readonly string[];
}

function explain(): number {
  process.stderr.write(usage);
  return 2;
}

const names = ["bookings", "crash", "money", "webhooks"] as const;
type Name = (typeof names)[number];
const isName = (text: string): text is Name => names.some((name) => name === text);

const shownFaults = 50;
const mustBeZero = ["errors", "deadlocks", "overlaps", "imbalance", "unexplained", "doubles", "lost", "divergent"];

const countOf = (text: string | undefined, otherwise: number): number | undefined =>
  text === undefined ? otherwise : /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;

const sentencesOf = ({ name, ...counts }: { readonly name: string }): string =>
  `${name}\n${Object.entries(counts)
    .map(([what, count]) => `  ${what.padEnd(10)} ${String(count)}\n`)
    .join("")}`;

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
