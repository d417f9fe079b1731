import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { createLog } from "../../platform/log.ts";
import type { Sql } from "../../platform/sql.ts";
import { paymentSweeps } from "./sweeps.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const waiting = 20_000;

/** What a round of sweeps asks for. */
async function asked(): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const sql: Sql = {
    one: rig.sql.one,
    run: rig.sql.run,
    all: (name, text, values) => {
      texts.set(name, text);
      return rig.sql.all(name, text, values);
    },
  };
  const { engine } = rig.app;
  for (const sweep of paymentSweeps({ engine, sql, log: createLog({ level: "silent" }) })) {
    expect([sweep.name, await sweep.run()]).toEqual([sweep.name, 0]);
  }
  return texts;
}

test("payouts that wait for their hosts are not read by each round", async () => {
  const { userId } = await rig.addUser(["guest", "host"]);
  await rig.pool.query(
    `insert into payout (id, payee_id, reference, purpose, status, blocks, currency, due_at, next_try_at, created_at)
     select uuidv7(), $1, gen_random_uuid(), 'stay', 'blocked', '{no_account}', 'NOK', roost_now() - n * interval '1 hour',
       roost_now() + interval '1 day', now() from generate_series(1, ${waiting}) n`,
    [userId],
  );
  await rig.pool.query("analyze payout");
  const texts = await asked();
  expect(texts.size).toBe(6);
  const text = texts.get("due_now_payments.releasePayout") ?? "";
  const { rows } = await rig.pool.query<{ "QUERY PLAN": string }>(
    `explain (analyze, timing off) ${text.replace("$1", "'00000000-0000-0000-0000-000000000000'").replace("$2", "100")}`,
  );
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toContain("payout_look");
  expect(plan).not.toMatch(/payout_pkey|Seq Scan on payout|Rows Removed by Filter/);
});
