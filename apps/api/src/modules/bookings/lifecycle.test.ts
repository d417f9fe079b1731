import { BookingPhase, BookingState, bookingTransitions } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { nextActions, statesOf, transition, type Waiting } from "./lifecycle.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

test("the table knows every move that the server makes, and refuses the others with the state", () => {
  expect(transition("pending_payment", "confirm")).toBe("confirmed");
  expect(transition("expired", "revive")).toBe("confirmed");
  expect(() => transition("confirmed", "cancel")).toThrow(
    expect.objectContaining({ code: "booking.state", details: { state: "confirmed", action: "cancel" } }),
  );
  expect(() => transition("cancelled", "revive")).toThrow(expect.objectContaining({ code: "booking.state" }));
});

test("the database's trigger allows exactly the moves of the table", async () => {
  const states = BookingState.options;
  const legal = new Set(bookingTransitions.map((move) => `${move.from}>${move.to}`));
  const source = await rig.sql.one<{ source: string }>(
    "test_trigger",
    "select prosrc as source from pg_proc where proname = 'booking_legal_move'",
  );
  const pairs = [...(source?.source ?? "").matchAll(/\('(\w+)', '(\w+)'\)/g)].map(([, from, to]) => `${from}>${to}`);
  const expected = states.flatMap((from) => states.map((to) => `${from}>${to}`)).filter((pair) => legal.has(pair));
  expect(pairs.toSorted()).toEqual(expected.toSorted());
});

const payBy = "2027-01-01T12:00:00Z";
const at = (now: string, state: BookingState = "pending_payment") =>
  nextActions({ bookingMode: "instant", state, payBy, respondBy: null }, "guest", new Date(now));

test("a guest may pay and cancel in time, only cancel afterwards, and learns why not", () => {
  expect(at("2027-01-01T11:59:59Z").map(({ allowed }) => allowed)).toEqual([true, true]);
  expect(at("2027-01-01T12:00:00Z")).toMatchObject([
    { action: "pay", allowed: false, reason: "The time to pay is over." },
    { action: "cancel", allowed: true },
  ]);
  for (const state of ["confirmed", "cancelled", "expired", "declined"] as const) {
    for (const action of at("2027-01-01T11:00:00Z", state)) {
      expect(action).toMatchObject({ allowed: false, reason: expect.stringContaining("booking") });
    }
  }
});

test("a request is the host's to answer in time, and its guest's to take back until the money has come", () => {
  const respondBy = "2027-01-02T12:00:00Z";
  const asked = { bookingMode: "request", state: "pending_host", payBy: null, respondBy } as const;
  const inTime = new Date("2027-01-02T11:59:59Z");
  const allowed = (booking: Waiting, who: "guest" | "host", now = inTime) =>
    nextActions(booking, who, now).map((action) => [action.action, action.allowed]);
  expect(allowed(asked, "host")).toEqual([
    ["accept", true],
    ["decline", true],
  ]);
  expect(allowed(asked, "guest")).toEqual([
    ["pay", false],
    ["cancel", true],
  ]);
  expect(nextActions(asked, "host", new Date(respondBy))).toEqual([
    { action: "accept", allowed: false, reason: "The time to answer is over." },
    { action: "decline", allowed: true, reason: null },
  ]);
  const accepted = { ...asked, state: "accepted", payBy: respondBy, respondBy: null } as const;
  expect(allowed(accepted, "guest")).toEqual([
    ["pay", false],
    ["cancel", true],
  ]);
  expect(allowed(accepted, "host")).toEqual([
    ["accept", false],
    ["decline", false],
  ]);
  expect(nextActions(accepted, "host", inTime)[0]?.reason).toBe("The host has accepted the booking.");
  expect(nextActions({ ...accepted, bookingMode: "instant", state: "confirmed" }, "host", inTime)).toEqual([]);
});

test("every state is shown as one phase", () => {
  expect(BookingPhase.options.flatMap(statesOf).toSorted()).toEqual(BookingState.options.toSorted());
  expect(statesOf("PAID")).toEqual(["pending_host", "accepted"]);
});
