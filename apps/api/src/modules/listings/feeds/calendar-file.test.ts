import { randomUUID } from "node:crypto";
import { type CalendarFile, CalendarLink, CalendarFile as FileOutput } from "@roost/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { daysAhead as day, type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { claimNights, releaseNights, swapNights, takeBlock } from "../occupancy.ts";
import { getCalendarFile } from "./get-calendar-file.ts";
import { getCalendarLink } from "./get-calendar-link.ts";
import { readFeed } from "./read-feed.ts";
import { rotateCalendarLink } from "./rotate-calendar-link.ts";
import { writeCalendar } from "./write-calendar.ts";

let rig: Rig;
let host: UserActor;
let listingId: string;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  host = await rig.addUser(["guest", "host"]);
  listingId = await rig.addHome({ host_id: host.userId, title: "Hytta; ved fjorden, på Sørlandet" });
});

const link = async () => CalendarLink.parse(await rig.call(getCalendarLink, { listingId }, host));
const tokenOf = (url: string) => new URL(url).searchParams.get("token") ?? "";
const file = async (token?: string) =>
  FileOutput.parse(await rig.call(getCalendarFile, { listingId, token: token ?? tokenOf((await link()).url) }));
const stay = (first: number, until: number, reference: string) => ({
  ...{ listingId, checkIn: day(first), checkOut: day(until), reference, now: new Date() },
});
const book = (first: number, until: number, more: { reference?: string; expiresAt?: Date | null } = {}) =>
  rig.inTransaction((sql) =>
    claimNights(sql, { ...stay(first, until, more.reference ?? randomUUID()), expiresAt: more.expiresAt ?? null }),
  );

test("stays are reserved and blocks not available; holds, nights of other calendars and old ones are left out", async () => {
  const [booking, block] = [randomUUID(), randomUUID()];
  await book(5, 8, { reference: booking });
  await rig.inTransaction((sql) => takeBlock(sql, stay(10, 12, block)));
  await book(20, 22, { expiresAt: new Date(Date.now() + 60_000) });
  await book(-20, -10);
  await book(-60, -50);
  const { events, title } = await file();
  expect(title).toBe("Hytta; ved fjorden, på Sørlandet");
  expect(events.slice(1)).toEqual([
    {
      ...{ uid: `${booking}@${listingId}.roost`, first: day(5), until: day(8), kind: "stay", sequence: 0 },
      at: expect.stringMatching(/Z$/),
    },
    {
      ...{ uid: `${block}@${listingId}.roost`, first: day(10), until: day(12), kind: "block", sequence: 0 },
      at: expect.stringMatching(/Z$/),
    },
  ]);
  expect(events[0]).toMatchObject({ first: day(-20) });
});

test("a stay that is moved keeps its UID, and its sequence grows; one that is cancelled is gone", async () => {
  const reference = randomUUID();
  await book(5, 8, { reference });
  const before = await file();
  await rig.inTransaction((sql) => swapNights(sql, stay(6, 9, reference)));
  const after = await file();
  expect(after.events).toEqual([{ ...before.events[0], first: day(6), until: day(9), sequence: 1 }]);
  await rig.inTransaction((sql) => releaseNights(sql, reference));
  expect((await file()).events).toEqual([]);
});

test("the link is shown again as it is, until it is replaced; then the old one leads nowhere", async () => {
  const first = await link();
  expect(await link()).toEqual(first);
  expect(first).toMatchObject({ listingId, lastReadAt: null });
  await file(tokenOf(first.url));
  expect((await link()).lastReadAt).not.toBeNull();
  const second = CalendarLink.parse(await rig.call(rotateCalendarLink, { listingId }, host));
  expect(second.url).not.toBe(first.url);
  expect(second.lastReadAt).toBeNull();
  expect(await link()).toEqual(second);
  await expect(file(tokenOf(first.url))).rejects.toMatchObject({ code: "not_found" });
  expect((await file(tokenOf(second.url))).events).toEqual([]);
  const third = CalendarLink.parse(await rig.call(rotateCalendarLink, { listingId }, host));
  await expect(file(tokenOf(second.url))).rejects.toMatchObject({ code: "not_found" });
  expect((await file(tokenOf(third.url))).listingId).toBe(listingId);
  const elsewhere = await rig.addHome({ host_id: host.userId });
  const attempt = rig.call(getCalendarFile, { listingId: elsewhere, token: tokenOf(third.url) });
  await expect(attempt).rejects.toMatchObject({ code: "not_found" });
});

const written: CalendarFile = {
  listingId: "0194f0a0-0000-7000-8000-00000000000a",
  title: "Hytta; ved fjorden, på Sørlandet",
  events: [
    {
      ...{ uid: "0194f0a0-0000-7000-8000-000000000001@0194f0a0-0000-7000-8000-00000000000a.roost", sequence: 2 },
      ...{ first: "2026-12-31", until: "2027-01-02", kind: "stay", at: "2026-11-20T12:34:56.789Z" },
    },
  ],
};

test("the file is what others read: escaped, folded, with CRLF, and without a name", () => {
  expect(writeCalendar(written)).toBe(
    [
      ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Roost//Calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"],
      ...["X-WR-CALNAME:Hytta\\; ved fjorden\\, på Sørlandet", "X-PUBLISHED-TTL:PT1H", "BEGIN:VEVENT"],
      "UID:0194f0a0-0000-7000-8000-000000000001@0194f0a0-0000-7000-8000-0000000000",
      " 0a.roost",
      ...["DTSTAMP:20261120T123456Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270102"],
      ...["SUMMARY:Reserved", "SEQUENCE:2", "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR", ""],
    ].join("\r\n"),
  );
});

test("a title cannot add lines to the file", () => {
  const title = "A home\r\nBEGIN:VEVENT\nUID:x\\";
  const text = writeCalendar({ ...written, title, events: [] });
  expect(text).toContain("X-WR-CALNAME:A home\\nBEGIN:VEVENT\\nUID:x\\\\\r\n");
  expect(text.split("\r\n")).not.toContain("BEGIN:VEVENT");
});

test("what we write we read back as the same nights", () => {
  const { kind, events, unread } = readFeed(writeCalendar(written), { timeZone: "Europe/Oslo", today: "2026-11-20" });
  const [event] = written.events;
  expect({ kind, events, unread }).toEqual({
    ...{ kind: "whole", unread: [] },
    events: [{ uid: event?.uid, part: "", first: event?.first, until: event?.until }],
  });
});
