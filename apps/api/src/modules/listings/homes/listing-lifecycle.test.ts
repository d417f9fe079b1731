import { type Listing, ListingStatus, listingTransitions } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import { listingsRouter } from "../router.ts";
import { transition } from "./listing-lifecycle.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

test("the table knows every move, and refuses the others with the status", () => {
  const led = listingTransitions.map(({ name, from }) => (from === null ? "draft" : transition(from, name)));
  expect(led).toEqual(listingTransitions.map(({ to }) => to));
  expect(() => transition("archived", "publish")).toThrow(
    expect.objectContaining({ code: "listing.state", details: { status: "archived", action: "publish" } }),
  );
  expect(() => transition("draft", "unlist")).toThrow(expect.objectContaining({ code: "listing.state" }));
});

test("the database allows exactly the moves of the table", async () => {
  const legal = listingTransitions.map(({ from, to }) => `${from}>${to}`);
  const staying = ListingStatus.options.map((status) => `${status}>${status}`);
  const allowed: string[] = [];
  for (const from of ListingStatus.options) {
    for (const to of ListingStatus.options) {
      const id = await rig.addHome({ status: from });
      const move = rig.sql.run("test_move", "update listing set status = $2::listing_status where id = $1", [id, to]);
      if (await isDone(move)) allowed.push(`${from}>${to}`);
    }
  }
  expect(allowed.toSorted()).toEqual(
    [...new Set([...legal, ...staying])].filter((one) => !one.startsWith("null")).toSorted(),
  );
});

/** False where the trigger says no. */
async function isDone(move: Promise<number>): Promise<boolean> {
  try {
    return (await move) === 1;
  } catch (error) {
    if (error instanceof Error && error.message.includes("may not go")) return false;
    throw error;
  }
}

type Move = "publish" | "unlist" | "archive";

/** What a host's call makes of a status, said apart from the table; null where it is refused. */
const model: Readonly<Record<Move, Readonly<Record<ListingStatus, ListingStatus | null>>>> = {
  publish: {
    ...{ draft: "published", unlisted: "published", published: "published" },
    ...{ pending_approval: null, suspended: null, archived: null },
  },
  unlist: {
    ...{ published: "unlisted", pending_approval: "unlisted", unlisted: "unlisted" },
    ...{ draft: null, suspended: null, archived: null },
  },
  archive: {
    ...{ draft: "archived", pending_approval: "archived", published: "archived" },
    ...{ unlisted: "archived", suspended: "archived", archived: "archived" },
  },
};

test("whatever a host calls in whatever order: the model's statuses, and versions that grow with each change", async () => {
  const host = await rig.addUser(["host"]);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ListingStatus.options),
      fc.array(fc.constantFrom("publish", "unlist", "archive"), { minLength: 1, maxLength: 6 }),
      async (first, calls) => {
        const listingId = await rig.addHome({ status: first, host_id: host.userId });
        let status: Listing["status"] = first;
        let version = 1;
        for (const name of calls) {
          const next = model[name][status];
          const refused = { code: "listing.state", details: { status } };
          if (next !== null && next !== status) version += 1;
          status = next ?? status;
          const answer = await answerOf(rig.call(listingsRouter[name].action, { listingId }, host));
          expect(answer).toMatchObject(next === null ? refused : { status, version });
        }
        const events = await rig.sql.all("test_events", "select from event where data ->> 'listingId' = $1", [
          listingId,
        ]);
        expect(events).toHaveLength(version - 1);
      },
    ),
    { numRuns: 30 },
  );
});

/** What a call answers, or is refused with. */
async function answerOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (refusal) {
    return refusal;
  }
}
