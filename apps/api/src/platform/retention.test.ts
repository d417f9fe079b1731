import { afterAll, beforeAll, expect, test } from "vitest";
import { pendingSignUp } from "../../test/pending-sign-up.ts";
import { type Rig, startRig } from "../../test/rig.ts";
import { drainSweeps } from "./sweeps.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const kept = async (table: string) =>
  (await rig.sql.one<{ count: number }>(`test_count_${table}`, `select count(*) as count from ${table}`))?.count;

test("keys go after 30 days, links and sessions when they end, sign-ups after three days, unbooked quotes a week after their price", async () => {
  const { userId } = await rig.addUser();
  const listingId = await rig.addHome();
  const age = (days: number) => `now() - interval '${days} days'`;
  for (const days of [29, 31]) {
    await rig.pool.query(
      `insert into idempotency (principal, action, key, body_hash, status, response, created_at)
       values ('p', 'a', $1::text, '\\x00', 'done', 'null', ${age(days)})`,
      [days],
    );
  }
  for (const days of [-1, 1]) {
    const values = [userId, Buffer.from(`token ${days}`)];
    await rig.pool.query(`insert into email_token (sign_up_id, token_hash, expires_at) values ($1, $2, ${age(days)})`, [
      await pendingSignUp(rig.sql, userId),
      values[1],
    ]);
    await rig.pool.query(
      `insert into session (id, user_id, token_hash, created_at, expires_at)
       values (gen_random_uuid(), $1, $2, now(), ${age(days)})`,
      values,
    );
  }
  const forgotten = await pendingSignUp(rig.sql, userId);
  await rig.pool.query(`update sign_up set created_at = ${age(4)} where id = $1`, [forgotten]);
  for (const days of [6, 8]) {
    await rig.pool.query(
      `insert into quote (id, listing_id, check_in, check_out, adults, children, infants, pets, line_items, total_minor,
         currency, expires_at, presentment_currency, presentment_rate, presentment_source, presentment_at,
         presentment_minor, presentment_lines)
       values (gen_random_uuid(), $1, '2030-01-01', '2030-01-02', 1, 0, 0, 0, '[]', 1, 'NOK', ${age(days)}, 'NOK', 1,
         'same', now(), 1, '[]')`,
      [listingId],
    );
  }
  await drainSweeps(rig.app.sweeps);
  for (const table of ["idempotency", "email_token", "session", "quote"])
    expect([table, await kept(table)]).toEqual([table, 1]);
  expect(await kept("sign_up")).toBe(2);
});
