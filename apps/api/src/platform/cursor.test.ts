import { expect, test } from "vitest";
import { createCursors } from "./cursor.ts";
import { AppError } from "./errors.ts";

const cursors = createCursors("a secret");
const list = "bookings?as=guest";
const position = ["2026-11-20T09:00:00.123Z", 42, "æøå"];
const refusal = expect.objectContaining({
  code: "request.invalid",
  issues: [expect.objectContaining({ pointer: "/cursor" })],
});

test("a cursor is read as it was written, and may stand in an address as it is", () => {
  const cursor = cursors.write(list, position);
  expect(cursors.read(list, cursor)).toEqual(position);
  expect(encodeURIComponent(cursor)).toBe(cursor);
});

test("a cursor fits no other list, no other filters and no other secret", () => {
  const cursor = cursors.write(list, position);
  expect(() => cursors.read("bookings?as=host", cursor)).toThrow(refusal);
  expect(() => createCursors("another secret").read(list, cursor)).toThrow(refusal);
});

test("an edited cursor is refused, whatever is left of it", () => {
  const cursor = cursors.write(list, position);
  const [body = "", signature = ""] = cursor.split(".");
  const other = Buffer.from(JSON.stringify(["2030-01-01", 1])).toString("base64url");
  for (const edited of [
    `${other}.${signature}`,
    body,
    `${body}.`,
    `.${signature}`,
    "",
    "x.y",
    `${body}.${signature}A`,
    "\0",
  ]) {
    expect(() => cursors.read(list, edited), edited).toThrow(refusal);
    expect(() => cursors.read(list, edited), edited).toThrow(AppError);
  }
});
