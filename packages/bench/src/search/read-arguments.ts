import { parseArgs } from "node:util";

export const searchUsage = `Usage: pnpm bench search [--listings <numbers>] [--only <cases>] [--keep <folder>] [--seed <number>]
                        [--profile <folder>] [--brief] [--json] [--check] [--plot]
  --listings  how many homes, with commas between for several sizes beside each other; 10099 where not given
  --only      names of cases with commas between: search.total, search.rating, search.text, search.get,
              search.get304, search.cluster, search.worst, search.memory, search.booking; all where not given
  --keep      a folder for the filled databases, which the next run takes over if it wants the same
  --seed      of the homes and of what is asked; 1 where not given
  --profile   where V8 CPU profiles of both servers go
  --brief     measures for a moment: for whoever wants to know that answers are the same
  --json      one line of JSON for each case
  --check     exit code 1 if a target is missed, too
  --plot      draws docs/search.svg from docs/search.json, the figures of this run: two sizes at least
`;

export interface SearchArguments {
  /** In ascending order. */
  readonly sizes: readonly number[];
  readonly only: readonly string[] | undefined;
  readonly keep: string | undefined;
  readonly profile: string | undefined;
  readonly seed: number;
  readonly brief: boolean;
  readonly json: boolean;
  readonly check: boolean;
  readonly plot: boolean;
}

export const clusterName = "search.cluster";
const caseNames = ["search.total", "search.rating", "search.text", clusterName, "search.get", "search.get304"] as const;
export const worstName = "search.worst";
export const memoryName = "search.memory";
export const bookingName = "search.booking";

// About as many as the file of Oslo has lines.
const defaultSize = "10099";
const mostHomes = 20_000_000;
const fewestHomes = 1000;
const maxSeed = 4_294_967_295;

/** What stands behind `search`; a sentence where it cannot be meant. */
export function readArguments(args: readonly string[]): SearchArguments | string {
  const string = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const strings = { listings: string, only: string, keep: string, profile: string, seed: string };
  const options = { ...strings, brief: flag, json: flag, check: flag, plot: flag };
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const sizes = (values.listings ?? defaultSize).split(",").map(wholeNumber);
  const wrong = sizes.find((size) => !(size >= fewestHomes && size <= mostHomes));
  if (wrong !== undefined) return `--listings: numbers from ${fewestHomes} to ${mostHomes} with commas between`;
  const seed = wholeNumber(values.seed ?? "1");
  if (!(seed <= maxSeed)) return `--seed: a number from 0 to ${maxSeed}`;
  const only = values.only?.split(",");
  const names: readonly string[] = [...caseNames, worstName, memoryName, bookingName];
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) return `--only: no case is called ${unknown}: ${names.join(", ")}`;
  const distinct = [...new Set(sizes)].toSorted((a, b) => a - b);
  if (values.plot && distinct.length < 2)
    return "--plot: a line needs two sizes at least, as in --listings 10099,100000";
  const { keep, profile, brief, json, check, plot } = values;
  return { sizes: distinct, only, keep, profile, seed, brief, json, check, plot };
}

const wholeNumber = (text: string): number => (/^\d{1,10}$/.test(text) ? Number(text) : Number.NaN);
