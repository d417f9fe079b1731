import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { newId } from "../../platform/ids.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const write = (entries: readonly (readonly [string, number])[]) =>
  rig.inTransaction(async (sql) => {
    const id = newId();
    await sql.run(
      "test_ledger_transaction",
      "insert into ledger_transaction (id, business_key, reference, at) values ($1::uuid, $1::text, $1::uuid, now())",
      [id],
    );
    for (const [currency, amountMinor] of entries) {
      await sql.run(
        "test_ledger_entry",
        "insert into ledger_entry (id, transaction_id, account, currency, amount_minor) values ($1, $2, 'revenue', $3, $4)",
        [newId(), id, currency, amountMinor],
      );
    }
    return id;
  });

test("the database refuses a transaction that does not sum to zero in each currency", async () => {
  await expect(
    write([
      ["NOK", 100],
      ["NOK", -99],
    ]),
  ).rejects.toThrow("does not sum to zero");
  await expect(
    write([
      ["NOK", 100],
      ["EUR", -100],
    ]),
  ).rejects.toThrow("does not sum to zero");
  await write([
    ["NOK", 100],
    ["NOK", -100],
    ["EUR", 7],
    ["EUR", -7],
  ]);
});

test("nobody edits or deletes what was booked: not the server's role, and not the owner by mistake", async () => {
  const id = await write([
    ["NOK", 5],
    ["NOK", -5],
  ]);
  for (const statement of ["update ledger_entry set amount_minor = 1", "delete from ledger_transaction"]) {
    await expect(rig.pool.query(statement)).rejects.toThrow("permission denied");
  }
  const { Client } = await import("pg");
  const owner = new Client({ connectionString: rig.database.ownerUrl });
  await owner.connect();
  await expect(owner.query("delete from ledger_entry where transaction_id = $1", [id])).rejects.toThrow("append-only");
  await owner.end();
});
