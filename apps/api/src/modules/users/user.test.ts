import { expect, test } from "vitest";
import { isReachable } from "./user.ts";

test("no mail goes to imported, suspended or deleted people", () => {
  expect(isReachable({ email: "ada@example.com", status: "active" })).toBe(true);
  expect(isReachable({ email: "host-123@import.invalid", status: "active" })).toBe(false);
  expect(isReachable({ email: "ada@example.com", status: "suspended" })).toBe(false);
  expect(isReachable({ email: "ada@example.com", status: "deleted" })).toBe(false);
});
