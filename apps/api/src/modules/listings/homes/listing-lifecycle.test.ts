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
  for (const { name, from, to } of listingTransitions) {
    if (from !== null) expect(transition(from, name)).toBe(to);
  }
  expect(() => transition("archived", "publish")).toThrow(
    expect.objectContaining({ code: "listing.state", details: { status: "archived", action: "publish" } }),
  );
  expect(() => transition("draft", "unlist")).toThrow(expect.objectContaining({ code: "listing.state" }));
});

test("the database allows exactly the moves of the table", async () => {
  const legal = new Set(listingTransitions.map(({ from, to }) => `${from}>${to}`));
  for (const from of ListingStatus.options) {
    for (const to of ListingStatus.options) {
      const id = await rig.addHome({ status: from });
      const move = rig.sql.run("test_move", "update listing set status = $2::listing_status where id = $1", [id, to]);
      if (from === to || legal.has(`${from}>${to}`)) expect(await move).toBe(1);
      else await expect(move, `${from} to ${to}`).rejects.toThrow("may not go");
    }
  }
});

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
          const call = rig.call(listingsRouter[name].action, { listingId }, host);
          const next = model[name][status];
          if (next === null) {
            await expect(call).rejects.toMatchObject({ code: "listing.state", details: { status } });
            continue;
          }
          if (next !== status) version += 1;
          status = next;
          expect(await call).toMatchObject({ status, version });
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
