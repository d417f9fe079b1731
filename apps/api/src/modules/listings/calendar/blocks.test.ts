import { Block, BlockPage } from "@roost/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { areNightsFree, claimNights } from "../occupancy.ts";
import { blockNights } from "./block-nights.ts";
import { listBlocks } from "./list-blocks.ts";
import { unblockNights } from "./unblock-nights.ts";

let rig: Rig;
let host: UserActor;
let stranger: UserActor;
let operator: UserActor;
let listingId: string;
beforeAll(async () => {
  rig = await startRig();
  [host, stranger] = [await rig.addUser(["guest", "host"]), await rig.addUser()];
  operator = await rig.addUser(["guest", "admin"]);
});
afterAll(() => rig.close());
beforeEach(async () => {
  listingId = await rig.addHome({ host_id: host.userId });
});

const nights = (from: number, to: number) => ({ listingId, first: daysAhead(from), until: daysAhead(to) });
const block = async (from: number, to: number, note: string | null = null) =>
  Block.parse(await rig.call(blockNights, { ...nights(from, to), note }, host));
const isFree = (from: number, to: number) =>
  areNightsFree(rig.sql, { listingId, checkIn: daysAhead(from), checkOut: daysAhead(to), now: new Date() });
const claim = (from: number, to: number, expiresAt: Date | null) =>
  rig.inTransaction((sql) =>
    claimNights(sql, {
      ...{ listingId, checkIn: daysAhead(from), checkOut: daysAhead(to), preparationDays: 1 },
      ...{ reference: "a stay", expiresAt, now: new Date() },
    }),
  );
const blocks = async (actor: UserActor = host, wanted: object = {}) =>
  BlockPage.parse(await rig.call(listBlocks, { listingId, ...wanted }, actor));

test("blocked nights are nobody's until they are given back", async () => {
  const made = await block(10, 13, "Painting");
  expect(made).toMatchObject({ ...nights(10, 13), note: "Painting" });
  expect(await isFree(12, 14)).toBe(false);
  expect(await claim(9, 11, null)).toBe(false);
  expect(await isFree(13, 14)).toBe(true);
  const gone = { listingId, blockId: made.id };
  expect(await rig.call(unblockNights, gone, host)).toBeUndefined();
  expect(await isFree(10, 13)).toBe(true);
  await expect(rig.call(unblockNights, gone, host)).rejects.toMatchObject({ code: "not_found" });
});

test("nights that are taken are named, each with what takes them", async () => {
  await claim(10, 12, null);
  await block(14, 15);
  const refusal = await block(11, 15).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: "booking.dates_unavailable",
    details: { nights: [daysAhead(11), daysAhead(14)] },
    issues: [
      { pointer: "/first", code: "booking", detail: `the nights from ${daysAhead(11)} to ${daysAhead(11)} are booked` },
      { pointer: "/first", code: "block" },
    ],
  });
  expect((await blocks()).data).toHaveLength(1);
});

test("a hold that has expired makes way, one that is alive does not; days of preparation may be blocked", async () => {
  await claim(10, 12, new Date(Date.now() + 600_000));
  await expect(block(10, 12)).rejects.toMatchObject({ issues: [{ code: "hold" }] });
  expect(await block(12, 13)).toMatchObject(nights(12, 13));
  await claim(20, 22, new Date(Date.now() - 1000));
  expect(await block(20, 22)).toMatchObject(nights(20, 22));
});

test("of eight who block the same nights at once, one does", async () => {
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => block(30, 33)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await blocks()).data).toHaveLength(1);
});

test("blocks are listed by their first night, page by page, notes for the host alone", async () => {
  for (const from of [40, 20, 30]) await block(from, from + 2, `from ${from}`);
  const first = await blocks(host, { limit: 2 });
  expect(first.data.map(({ note }) => note)).toEqual(["from 20", "from 30"]);
  const next = await blocks(host, { limit: 2, cursor: first.nextCursor });
  expect([next.data.map(({ note }) => note), next.hasMore]).toEqual([["from 40"], false]);
  expect((await blocks(operator, { from: daysAhead(31) })).data.map(({ first: day, note }) => [day, note])).toEqual([
    [daysAhead(30), null],
    [daysAhead(40), null],
  ]);
});

test("only its host blocks and unblocks; he and operators see what is blocked", async () => {
  const { id: blockId } = await block(50, 51);
  const attempt = { listingId, blockId };
  for (const actor of [stranger, operator]) {
    await expect(rig.call(blockNights, nights(60, 61), actor)).rejects.toMatchObject({ code: "permission.denied" });
    await expect(rig.call(unblockNights, attempt, actor)).rejects.toMatchObject({ code: "permission.denied" });
  }
  await expect(rig.call(blockNights, nights(60, 61))).rejects.toMatchObject({ code: "auth.required" });
  await expect(rig.call(unblockNights, attempt)).rejects.toMatchObject({ code: "auth.required" });
  await expect(blocks(stranger)).rejects.toMatchObject({ code: "permission.denied" });
  const elsewhere = { listingId: await rig.addHome({ host_id: host.userId }), blockId };
  await expect(rig.call(unblockNights, elsewhere, host)).rejects.toMatchObject({ code: "not_found" });
});

test("nothing is blocked of a home that is archived", async () => {
  listingId = await rig.addHome({ host_id: host.userId, status: "archived" });
  await expect(block(10, 11)).rejects.toMatchObject({ code: "listing.state", details: { status: "archived" } });
});

test.each([
  ["/until", { first: "2027-01-02", until: "2027-01-02" }],
  ["/until", { first: "2027-01-01", until: "2030-01-03" }],
  ["/first", { first: "0000-01-01", until: "2027-01-02" }],
  ["/first", { first: "1999-12-31", until: "2000-01-02" }],
  ["/note", { first: "2027-01-01", until: "2027-01-02", note: "n".repeat(501) }],
])("refuses a block and points at %s", async (pointer, input) => {
  await expect(rig.call(blockNights, { listingId, ...input }, host)).rejects.toMatchObject({
    code: "request.invalid",
    issues: [expect.objectContaining({ pointer })],
  });
});
