import { parse } from "graphql";
import { expect, test } from "vitest";
import { createDocumentCache } from "./document-cache.ts";

test("keeps what was used last within its characters, and nothing that is larger than all of them", () => {
  const cache = createDocumentCache(20);
  const document = parse("{ a }");
  for (const text of ["{ aaaaa }", "{ bbbbb }"]) cache.set(text, document);
  expect(cache.get("{ aaaaa }")).toBe(document);
  cache.set("{ ccccc }", document);
  expect(["{ aaaaa }", "{ bbbbb }", "{ ccccc }"].map((text) => cache.get(text) !== undefined)).toEqual([
    true,
    false,
    true,
  ]);
  cache.set(`{ ${"d".repeat(30)} }`, document);
  expect(cache.get(`{ ${"d".repeat(30)} }`)).toBeUndefined();
});
