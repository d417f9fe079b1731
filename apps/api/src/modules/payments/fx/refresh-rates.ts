import type { Log } from "../../../platform/log.ts";
import type { Sql } from "../../../platform/sql.ts";
import type { Sweep } from "../../../platform/sweeps.ts";
import { fetchRates } from "./fetch-rates.ts";
import { readConfiguredRates } from "./read-configured-rates.ts";
import { RatesFormatError, type RatesOfDay, readEcbRates } from "./read-ecb-rates.ts";
import { storeConfiguredRates, storeEcbRates } from "./store-rates.ts";

export interface RateRefreshOptions {
  readonly sql: Sql;
  readonly log: Log;
  /** Where the ECB's daily file is; nothing is fetched where absent. */
  readonly url: string | undefined;
  /** The file of configured rates, if there is one. */
  readonly file: string | undefined;
}

const everyMs = 3_600_000;
const dayMs = 86_400_000;
/** The ECB publishes on every working day; a week without is a fault of somebody's. */
const staleDays = 7;

/**
 * Brings the exchange rates up to date once an hour of real time: configured ones from their file, the ECB's from its
 * address. A fault is an error in the log and changes nothing: quotes go on with the rates that are there.
 */
export function rateRefresh({ sql, log, url, file }: RateRefreshOptions): Sweep {
  let lastRun = Number.NEGATIVE_INFINITY;
  const attempt = async (what: string, work: () => Promise<number>): Promise<number> => {
    try {
      return await work();
    } catch (error) {
      log.error({ err: error }, `${what} could not be taken; those that are there go on`);
      return 0;
    }
  };
  return {
    name: "exchange rates",
    everyMs,
    async run() {
      // Moving the domain's clock drains every sweep: rates are of real days, and nobody is asked more than once an hour.
      if (performance.now() - lastRun < everyMs) return 0;
      lastRun = performance.now();
      if (file !== undefined) {
        await attempt("configured exchange rates", async () =>
          storeConfiguredRates(sql, notOfTheFuture(await readConfiguredRates(file))),
        );
      }
      if (url !== undefined) {
        await attempt("exchange rates", async () =>
          storeEcbRates(sql, notOfTheFuture(readEcbRates(await fetchRates(url))), log),
        );
        await warnOfOldRates(sql, log);
      }
      return 0;
    },
  };
}

/** Refuses rates of days to come: they would stand above all others until then. */
function notOfTheFuture(rates: RatesOfDay): RatesOfDay {
  if (Date.parse(rates.asOf) > Date.now() + dayMs) throw new RatesFormatError(`${rates.asOf} is yet to come`);
  return rates;
}

async function warnOfOldRates(sql: Sql, log: Log): Promise<void> {
  const row = await sql.one<{ as_of: string | null }>(
    "exchange_rate_last_of_ecb",
    "select max(as_of) as as_of from exchange_rate where source = 'ecb'",
  );
  if (row?.as_of && Date.now() - Date.parse(row.as_of) > (staleDays + 1) * dayMs) {
    log.error({ asOf: row.as_of }, "the newest exchange rates of the ECB are more than a week old");
  }
}
