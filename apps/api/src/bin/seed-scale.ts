import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { HasHomesError, seedScale } from "../import/scale/seed-scale.ts";

const usage = `Usage: pnpm seed:scale --listings 1000000 --bookings 10000000 [--seed 1] [--day 2026-11-20] [--database <owner's URL>]
  --bookings  taken stretches of nights in all, as of calendars elsewhere (0: empty calendars)
  --day       the first day of the calendars, today if not given
The database is --database, else MIGRATE_DATABASE_URL: migrated, without homes.`;

const Arguments = z.object({
  listings: z.coerce.number({ error: "a number of homes" }).int().min(1).max(20_000_000),
  bookings: z.coerce.number({ error: "a number of stays" }).int().min(0).max(200_000_000),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).default(1),
  day: z.iso.date().optional(),
  database: z.url({ protocol: /^postgres(ql)?$/, error: "give --database or MIGRATE_DATABASE_URL" }),
});

const csvPath = fileURLToPath(new URL("../../demo/oslo-listings.csv", import.meta.url));

/** 0: done; 1: stopped, and nothing was written; 2: called wrongly. */
async function main(): Promise<number> {
  const args = readArguments();
  if (typeof args === "string") {
    process.stderr.write(`${args}\n\n${usage}\n`);
    return 2;
  }
  const { database: url, listings, bookings, seed, day } = args;
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  const say = (line: string) => void process.stderr.write(`${seconds()} s  ${line}\n`);
  const today = day === undefined ? Temporal.Now.plainDateISO("UTC") : Temporal.PlainDate.from(day);
  try {
    await seedScale({ url, listings, bookings, seed, today, say, csvPath: resolve(csvPath) });
    say("done");
    return 0;
  } catch (error) {
    process.stderr.write(`${faultOf(error)}\n`);
    return 1;
  }
}

function readArguments(): z.output<typeof Arguments> | string {
  const option = { type: "string" } as const;
  try {
    const options = { listings: option, bookings: option, seed: option, day: option, database: option };
    const { values } = parseArgs({ options });
    const parsed = Arguments.safeParse({ database: process.env["MIGRATE_DATABASE_URL"], ...values });
    if (parsed.success) return parsed.data;
    return parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function faultOf(error: unknown): string {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  if (error instanceof HasHomesError)
    return `Nothing was written: ${reason}.\nName an empty one: create a database and run npm run migrate deploy on it.`;
  return `Stopped, nothing was written: ${reason}`;
}

process.exitCode = await main();
