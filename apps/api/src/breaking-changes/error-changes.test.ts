import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { errorChanges } from "./error-changes.ts";

const table = await readFile(new URL("../../../../packages/sdk/src/generated/errors.ts", import.meta.url), "utf8");
const changed = (from: string | RegExp, to: string): readonly string[] =>
  errorChanges(table, table.replace(from, to)).map(({ subject, change }) => `${subject}: ${change}`);

test("the same, a code more, or other words break nothing", () => {
  expect(changed("", "")).toEqual([]);
  expect(
    changed(/^( {2}"not_found")/m, '  "house.haunted": { http: 409, retryable: true, title: "Boo." },\n$1'),
  ).toEqual([]);
  expect(changed("Sign in first.", "Sign in, please.")).toEqual([]);
});

test("a code that is gone, or has another status, is found", () => {
  expect(changed(/^ {2}"quote.used".*\n/m, "")).toEqual(["quote.used: the code is gone"]);
  expect(changed('"stay.rule": { http: 422', '"stay.rule": { http: 400')).toEqual(["stay.rule: is 400 instead of 422"]);
  expect(changed('"not_found"', '"not.found"')).toEqual(["not_found: the code is gone"]);
});
