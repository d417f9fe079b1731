import { errorTable } from "@roost/contract";
import { expect, test } from "vitest";
import { z } from "zod";
import { AppError, parseInput, pointer } from "./errors.ts";

const Wish = z.strictObject({
  guests: z.strictObject({ adults: z.int().min(1) }),
  tags: z.array(z.string()).optional(),
  payer: z.union([z.strictObject({ kind: z.literal("card"), number: z.string() }), z.string()]).optional(),
});

function issuesFor(raw: unknown): readonly unknown[] {
  try {
    parseInput(Wish, raw);
  } catch (error) {
    if (error instanceof AppError && error.code === "request.invalid") return error.issues;
    throw error;
  }
  return [];
}

const issue = (at: string, code: string) => expect.objectContaining({ pointer: at, code });

test("a field that is missing is told from one that is null", () => {
  expect(issuesFor({})).toEqual([issue("/guests", "required")]);
  expect(issuesFor({ guests: null })).toEqual([issue("/guests", "invalid_type")]);
});

test("each offending place is one issue with a pointer to it", () => {
  expect(issuesFor({ guests: { adults: 0 }, tags: ["a", 1] })).toEqual([
    issue("/guests/adults", "too_small"),
    issue("/tags/1", "invalid_type"),
  ]);
});

test("an unknown field is pointed at itself, wherever it stands", () => {
  expect(issuesFor({ guests: { adults: 1, "a/b~c": 1 }, role: "admin" })).toEqual([
    issue("/guests/a~1b~0c", "unknown_field"),
    issue("/role", "unknown_field"),
  ]);
});

test("a union is judged by the branch that comes closest", () => {
  expect(issuesFor({ guests: { adults: 1 }, payer: { kind: "card" } })).toEqual([issue("/payer/number", "required")]);
});

test("the sentence names the first place and counts the others", () => {
  expect(() => parseInput(Wish, { guests: { adults: 0 }, tags: 1 })).toThrow(/^\/guests\/adults: .* \(and 1 more\)$/);
  expect(() => parseInput(Wish, 5)).toThrow(/^The request: /);
});

test("what fits is handed on parsed, defaults filled in", () => {
  expect(parseInput(z.object({ limit: z.int().default(20) }), {})).toEqual({ limit: 20 });
});

test("a pointer escapes as RFC 6901 says", () => {
  expect(pointer(["a", 0, "b/c", "d~e"])).toBe("/a/0/b~1c/d~0e");
  expect(pointer([])).toBe("");
});

test("an error without a detail says its code's title", () => {
  expect(new AppError("not_found").message).toBe(errorTable.not_found.title);
});
