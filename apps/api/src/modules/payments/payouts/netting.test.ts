import fc from "fast-check";
import { expect, test } from "vitest";
import { debtOf, netOf } from "./netting.ts";

const balance = (owedMinor: number, change: object = {}) => ({
  owedMinor,
  waitingMinor: 0,
  inFlightMinor: 0,
  comingBackMinor: 0,
  ...change,
});

test("a host who owes nothing gets his whole share, one who owes more than it gets nothing", () => {
  expect(netOf(100, balance(100, { waitingMinor: 100 }))).toEqual({ nettedMinor: 0, transferMinor: 100 });
  expect(netOf(100, balance(70, { waitingMinor: 100 }))).toEqual({ nettedMinor: 30, transferMinor: 70 });
  expect(netOf(100, balance(-50, { waitingMinor: 100 }))).toEqual({ nettedMinor: 100, transferMinor: 0 });
});

test("what is on its way was his already, and what is being fetched back is not asked for twice", () => {
  expect(debtOf(balance(300, { waitingMinor: 100, inFlightMinor: 200 }))).toBe(0);
  expect(debtOf(balance(60, { waitingMinor: 100, comingBackMinor: 40 }))).toBe(0);
  expect(debtOf(balance(60, { waitingMinor: 100, comingBackMinor: 10 }))).toBe(30);
  expect(debtOf(balance(500, { waitingMinor: 100 }))).toBe(0);
});

interface Stay {
  left: number;
  state: "waiting" | "in_flight" | "done";
  /** What was released of it. */
  released: number;
  netted: number;
  sent: number;
}

const step = fc.oneof(
  fc.record({ kind: fc.constant("earn" as const), amount: fc.integer({ min: 1, max: 1000 }) }),
  fc.record({ kind: fc.constant("release" as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant("arrive" as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant("refund" as const), at: fc.nat(20), percent: fc.integer({ min: 1, max: 100 }) }),
);

test("in any order of stays, refunds and payouts, what was sent too much is kept of the next stay, once", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const stays: Stay[] = [];
      const sum = (of: (stay: Stay) => number) => stays.reduce((total, stay) => total + of(stay), 0);
      const owed = () => sum(({ left, sent }) => left - sent);
      const release = (stay: Stay) => {
        const { nettedMinor, transferMinor } = netOf(stay.left, {
          owedMinor: owed(),
          waitingMinor: sum(({ state, left }) => (state === "waiting" ? left : 0)),
          inFlightMinor: sum(({ state, released, netted }) => (state === "in_flight" ? released - netted : 0)),
          comingBackMinor: 0,
        });
        expect(nettedMinor + transferMinor).toBe(stay.left);
        expect(Math.min(nettedMinor, transferMinor)).toBeGreaterThanOrEqual(0);
        Object.assign(stay, { state: "in_flight", released: stay.left, netted: nettedMinor });
      };
      const arrive = (stay: Stay) => Object.assign(stay, { state: "done", sent: stay.released - stay.netted });
      const earn = (left: number) => stays.push({ left, state: "waiting", released: 0, netted: 0, sent: 0 });
      const payAll = () => {
        for (const stay of stays) {
          if (stay.state === "waiting") release(stay);
          if (stay.state === "in_flight") arrive(stay);
        }
      };
      for (const one of steps) {
        if (one.kind === "earn") earn(one.amount);
        const stay = one.kind === "earn" ? undefined : stays[one.at % Math.max(1, stays.length)];
        if (one.kind === "release" && stay?.state === "waiting") release(stay);
        if (one.kind === "arrive" && stay?.state === "in_flight") arrive(stay);
        if (one.kind === "refund" && stay) stay.left -= Math.floor((stay.left * one.percent) / 100);
      }
      payAll();
      const debt = 0 - owed();
      expect(debt).toBeGreaterThanOrEqual(0);
      earn(100_000);
      payAll();
      expect(stays.at(-1)?.netted).toBe(debt);
      expect(owed()).toBe(0);
    }),
  );
});
