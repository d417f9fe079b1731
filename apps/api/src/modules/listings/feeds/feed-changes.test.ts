import fc from "fast-check";
import { expect, test } from "vitest";
import { type FeedReading, feedChanges, type KnownNights, uidDomain } from "./feed-changes.ts";
import type { FeedNights } from "./read-feed.ts";

const listingId = "0194f0a0-0000-7000-8000-00000000000a";
const today = "2026-11-20";
const nights = (uid: string, first: string, until: string, part = ""): FeedNights => ({ uid, part, first, until });
const known = (id: string, of: FeedNights, state: KnownNights["state"] = "taken"): KnownNights => ({
  id,
  ...of,
  state,
});
const changes = (reading: Partial<FeedReading>) =>
  feedChanges({
    ...{ listingId, today, known: [], read: [], isWhole: true, unread: [], told: [] },
    ...reading,
  });

const stay = nights("a", "2026-12-01", "2026-12-04");

test("what is new is put, what stays as it is is left alone, the same UID with other dates is a move", () => {
  expect(changes({ read: [stay] })).toEqual({ gone: [], renamed: [], put: [{ ...stay, isEcho: false }] });
  expect(changes({ known: [known("1", stay)], read: [stay] })).toEqual({ gone: [], renamed: [], put: [] });
  const moved = nights("a", "2026-12-02", "2026-12-05");
  expect(changes({ known: [known("1", stay)], read: [moved] })).toEqual({
    gone: [],
    renamed: [],
    put: [{ ...moved, isEcho: false }],
  });
});

test("what is missing is gone only from a whole feed, and not while its event cannot be read", () => {
  const before = [known("1", stay), known("2", nights("b", "2026-12-10", "2026-12-12"))];
  expect(changes({ known: before }).gone).toEqual(["1", "2"]);
  expect(changes({ known: before, isWhole: false }).gone).toEqual([]);
  expect(changes({ known: before, unread: ["b"] }).gone).toEqual(["1"]);
  expect(changes({ known: before, unread: ["b", null] }).gone).toEqual([]);
});

test("what is over stays for a month, though feeds leave it out", () => {
  const over = known("1", nights("a", "2026-11-10", "2026-11-20"));
  const old = known("2", nights("b", "2026-10-01", "2026-10-21"));
  expect(changes({ known: [over, old] }).gone).toEqual(["2"]);
  expect(changes({ known: [over, old], isWhole: false }).gone).toEqual(["2"]);
});

test("our own UIDs are ignored; those of another home of ours are not", () => {
  const ours = nights(`x${uidDomain(listingId)}`, "2026-12-01", "2026-12-04");
  const others = nights("x@0194f0a0-0000-7000-8000-00000000000b.roost", "2026-12-01", "2026-12-04");
  expect(changes({ read: [ours, others] }).put).toEqual([{ ...others, isEcho: false }]);
});

test("nights of ours that come back under another UID are echoes once they were told of", () => {
  const told = [{ first: "2026-12-01", until: "2026-12-04" }];
  const isEcho = (read: FeedNights) => changes({ read: [read], told }).put[0]?.isEcho;
  expect(isEcho(stay)).toBe(true);
  expect(changes({ read: [stay] }).put[0]?.isEcho).toBe(false);
  expect(isEcho(nights("a", "2026-12-01", "2026-12-03"))).toBe(false);
  expect(isEcho(nights("a", "2026-12-01", "2026-12-05"))).toBe(false);
  expect(isEcho(nights("a", "2026-11-30", "2026-12-04"))).toBe(false);
});

test("nights of ours that touch may come back as one", () => {
  const told = [
    { first: "2026-12-04", until: "2026-12-07" },
    { first: "2026-12-01", until: "2026-12-04" },
    { first: "2026-12-08", until: "2026-12-09" },
  ];
  const isEcho = (until: string) => changes({ read: [nights("a", "2026-12-01", until)], told }).put[0]?.isEcho;
  expect([isEcho("2026-12-07"), isEcho("2026-12-04"), isEcho("2026-12-09"), isEcho("2026-12-06")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("an echo and a clash stay what they are while their dates stay", () => {
  const told = [{ first: stay.first, until: stay.until }];
  expect(changes({ known: [known("1", stay, "echo")], read: [stay] }).put).toEqual([]);
  expect(changes({ known: [known("1", stay, "clashing")], read: [stay], told }).put).toEqual([]);
});

test("the same nights under a UID that is new each time stay what they are", () => {
  const told = [{ first: stay.first, until: stay.until }];
  const anew = { ...stay, uid: "z" };
  const before = [known("1", stay, "clashing"), known("2", { ...stay, part: "#2" }, "echo")];
  expect(changes({ known: before, read: [anew], told })).toEqual({
    gone: ["2"],
    renamed: [{ id: "1", uid: "z", part: "" }],
    put: [],
  });
  // Of a feed that broke off nobody knows whether the old one is gone.
  expect(changes({ known: before, read: [anew], told, isWhole: false })).toMatchObject({ gone: [], renamed: [] });
});

test("after any feeds, read one after the other and whole, what is known ahead is what the last one says", () => {
  const day = fc.integer({ min: 1, max: 60 }).map((one) => Temporal.PlainDate.from(today).add({ days: one }));
  const event = fc
    .record({
      uid: fc.constantFrom("a", "b", "c", "d"),
      part: fc.constantFrom("", "#2"),
      from: day,
      length: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ uid, part, from, length }) => nights(uid, from.toString(), from.add({ days: length }).toString(), part));
  const feed = fc.uniqueArray(event, { maxLength: 6, selector: ({ uid, part }) => uid + part });
  fc.assert(
    fc.property(fc.array(feed, { minLength: 1, maxLength: 5 }), (feeds) => {
      let rows: readonly KnownNights[] = [];
      let nth = 0;
      for (const read of feeds) {
        const { gone, renamed, put } = changes({ known: rows, read });
        const kept = rows.filter(({ id, uid, part }) => {
          return !gone.includes(id) && !put.some((one) => one.uid === uid && one.part === part);
        });
        const named = kept.map((row) => ({ ...row, ...renamed.find(({ id }) => id === row.id) }));
        rows = [
          ...named,
          ...put.map(({ uid, first, until, part }) => known(`${(nth += 1)}`, nights(uid, first, until, part))),
        ];
      }
      const left = rows.map(({ uid, part, first, until }) => nights(uid, first, until, part));
      expect(left.toSorted(byKey)).toEqual((feeds.at(-1) ?? []).toSorted(byKey));
    }),
  );
});

const byKey = (one: FeedNights, other: FeedNights) => (one.uid + one.part < other.uid + other.part ? -1 : 1);
