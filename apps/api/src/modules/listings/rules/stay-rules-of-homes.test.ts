import { StayRules, Weekday } from "@roost/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { getStayRules } from "./get-stay-rules.ts";
import { setStayRules } from "./set-stay-rules.ts";

let rig: Rig;
let host: UserActor;
let listingId: string;
beforeAll(async () => {
  rig = await startRig();
  host = await rig.addUser(["guest", "host"]);
});
afterAll(() => rig.close());
beforeEach(async () => {
  listingId = await rig.addHome({ host_id: host.userId });
});

const summer = { first: "2027-06-01", until: "2027-09-01" };
const set = async (rules: readonly object[], actor: UserActor | null = host) =>
  StayRules.parse(await rig.call(setStayRules, { listingId, rules }, actor));
const shown = async (actor: UserActor | null = null) =>
  StayRules.parse(await rig.call(getStayRules, { listingId }, actor));

test("a list of rules stands in place of the one before, and everybody sees it", async () => {
  await set([{ ...summer, minNights: 3 }]);
  const rules = await set([
    { ...summer, weekdays: ["sunday", "monday", "sunday"], closedToArrival: true },
    { first: "2027-01-01", until: "2027-02-01", minNights: 2, maxNights: 9, closedToDeparture: true },
  ]);
  expect(rules).toEqual({
    version: 3,
    rules: [
      {
        ...{ first: "2027-01-01", until: "2027-02-01", weekdays: Weekday.options, minNights: 2, maxNights: 9 },
        ...{ closedToArrival: false, closedToDeparture: true },
      },
      {
        ...{ ...summer, weekdays: ["monday", "sunday"], minNights: null, maxNights: null },
        ...{ closedToArrival: true, closedToDeparture: false },
      },
    ],
  });
  expect(await shown()).toEqual(rules);
  expect(await set([])).toEqual({ rules: [], version: 4 });
  expect(await shown()).toEqual({ rules: [], version: 4 });
});

test("of lists that are sent at once one stands", async () => {
  const lists = [2, 3, 4, 5].map((minNights) => Array.from({ length: 3 }, () => ({ ...summer, minNights })));
  await Promise.all(lists.map((rules) => set(rules)));
  const { rules } = await shown();
  expect(rules).toHaveLength(3);
  expect(new Set(rules.map(({ minNights }) => minNights)).size).toBe(1);
});

test("each change raises the home's version, the same again does not; a list for another version is refused", async () => {
  const said = () => rig.sql.one<{ count: number }>("test_said", saidText, [listingId]);
  const saidText = "select count(*) from event where type = 'listing.changed' and data ->> 'listingId' = $1";
  const rules = [
    { ...summer, minNights: 3 },
    { ...summer, closedToArrival: true },
  ];
  const write = async (version: number, list: readonly object[] = rules) =>
    StayRules.parse(await rig.call(setStayRules, { listingId, rules: list, version }, host)).version;
  expect(await write(1)).toBe(2);
  expect(await write(2, rules.toReversed())).toBe(2);
  expect((await said())?.count).toBe(1);
  await expect(write(1, [])).rejects.toMatchObject({ code: "listing.version_changed", details: { version: 2 } });
  expect((await shown()).rules).toHaveLength(2);
});

test("only its host sets them, and those of a draft are seen by its host and operators", async () => {
  const [stranger, operator] = [await rig.addUser(), await rig.addUser(["guest", "admin"])];
  await expect(set([], stranger)).rejects.toMatchObject({ code: "permission.denied" });
  await expect(set([], operator)).rejects.toMatchObject({ code: "permission.denied" });
  await expect(set([], null)).rejects.toMatchObject({ code: "auth.required" });
  listingId = await rig.addHome({ host_id: host.userId, status: "draft" });
  await expect(set([], stranger)).rejects.toMatchObject({ code: "not_found" });
  await expect(shown(stranger)).rejects.toMatchObject({ code: "not_found" });
  expect(await shown(operator)).toEqual({ rules: [], version: 1 });
});

test("nothing is asked of stays in a home that is archived", async () => {
  listingId = await rig.addHome({ host_id: host.userId, status: "archived" });
  await expect(set([])).rejects.toMatchObject({ code: "listing.state", details: { status: "archived" } });
});

test.each([
  ["/rules/0/until", { first: "2027-01-02", until: "2027-01-01", minNights: 2 }],
  ["/rules/0/minNights", { ...summer, minNights: 5, maxNights: 4 }],
  ["/rules/0/maxNights", { ...summer, maxNights: 366 }],
  ["/rules/0/weekdays/0", { ...summer, weekdays: ["Monday"], minNights: 2 }],
  ["/rules/0", summer],
])("refuses a rule and points at %s", async (pointer, rule) => {
  await expect(set([rule])).rejects.toMatchObject({
    code: "request.invalid",
    issues: [expect.objectContaining({ pointer })],
  });
});

test("takes 200 rules, and no more", async () => {
  const rules = Array.from({ length: 200 }, () => ({ ...summer, minNights: 2 }));
  expect((await set(rules)).rules).toHaveLength(200);
  await expect(set([...rules, { ...summer, minNights: 2 }])).rejects.toMatchObject({ code: "request.invalid" });
});
