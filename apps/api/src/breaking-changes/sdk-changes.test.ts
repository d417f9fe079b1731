import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { sdkChanges } from "./sdk-changes.ts";

const router = await readFile(new URL("../../../../packages/sdk/src/generated/router.ts", import.meta.url), "utf8");
const changed = (from: string | RegExp, to: string): readonly string[] =>
  sdkChanges(router, router.replace(from, to)).map(({ subject, change }) => `${subject}: ${change}`);

test("the same, or a type more, breaks nothing", () => {
  expect(changed("", "")).toEqual([]);
  expect(changed(/^/, "export type Brand = string;\n")).toEqual([]);
});

test("a type or a procedure less, or of another kind, is found", () => {
  expect(changed("export type BookingPhase =", "type BookingPhase =")).toEqual([
    "BookingPhase: type BookingPhase is gone",
  ]);
  expect(changed("export type BookingsCreateInput =", "type BookingsCreateInput =")).toEqual([
    "bookings.create: type BookingsCreateInput is gone",
  ]);
  expect(changed(/^ {4}cancel: .*\n/m, "")).toEqual(["bookings.cancel: the procedure is gone"]);
  expect(changed("quote: Mutation<", "quote: Query<")).toEqual(["bookings.quote: is a query instead of a mutation"]);
});
