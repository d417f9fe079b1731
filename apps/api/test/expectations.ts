import { expect } from "vitest";
import { checkInvariants } from "../src/invariants.ts";
import { verifyLedger } from "../src/modules/payments/index.ts";
import { type TestApp, until } from "./app.ts";

/** invariants.sql on the database of a test, and every claim about the ledger: nothing may be found. */
export async function expectInvariants({ app }: Pick<TestApp, "app">): Promise<void> {
  expect(await checkInvariants(app.sql)).toEqual([]);
  for await (const { claim, broken } of verifyLedger(app.sql)) expect(broken, claim.sentence).toEqual([]);
}

/** Waits until nothing is going on: every event of the provider has come and is applied, every job is done. */
export const quiet = (app: TestApp, providerEvents?: () => Promise<number>): Promise<true> =>
  until("everything to be worked off", async () => {
    const row = await app.app.sql.one<{ open: number; events: number }>(
      "test_open_work",
      `select (select count(*) from provider_event where applied_at is null)
         + (select count(*) from provider_call where status = 'running')
         + (select count(*) from pgboss.job where state < 'completed'
              and name in (select name from pgboss.queue where name not like '\\_\\_%')) as open,
         (select count(*) from provider_event) as events`,
    );
    if (row?.open !== 0) return undefined;
    return providerEvents === undefined || row.events >= (await providerEvents()) ? true : undefined;
  });
