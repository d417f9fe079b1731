import { buildSchema, getOperationAST, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { operationFor } from "../../../test/graphql-documents.ts";
import { allRoutes } from "../../routes.ts";
import { answerSize } from "./answer-size.ts";
import { limits } from "./limits.ts";
import { relations } from "./relations.ts";
import { graphqlSchema } from "./schema.ts";

const schema = buildSchema(`
  type Query { home: Home! homes(limit: Int! = 20): HomePage either: Either }
  type HomePage { data: [Home!]! hasMore: Boolean! }
  type Home { id: ID! rooms: [Room!]! reviews(first: Int! = 20): ReviewConnection }
  type Room { name: String beds: [Int!]! }
  type ReviewConnection { nodes: [Review!]! }
  type Review { id: ID! home: Home }
  union Either = Home | Room
`);

function sizeOf(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error("there is no operation");
  return answerSize({ schema, document, operation, variables });
}

describe("an answer's size", () => {
  test.each([
    ["a field is one", "{ __typename }", 1],
    ["a thing is itself and its fields", "{ home { id } }", 2],
    ["a page is as many as it is asked for", "{ homes(limit: 7) { data { id } hasMore } }", 1 + 1 + 7 + 1],
    ["or as many as it has without being asked", "{ homes { data { id } } }", 1 + 1 + 20],
    ["a list without pages is five", "{ home { rooms { name beds } } }", 1 + 1 + 5 * 2],
    ["pages in pages multiply", "{ homes(limit: 7) { data { reviews(first: 3) { nodes { id } } } } }", 1 + 1 + 7 * 5],
    ["the size of a page is not that of lists below it", "{ homes(limit: 7) { data { rooms { name } } } }", 2 + 7 * 6],
    ["fragments are what they hold", "{ homes(limit: 7) { ...P } } fragment P on HomePage { data { id } }", 1 + 1 + 7],
    ["so are inline ones", "{ homes(limit: 7) { ... on HomePage { data { ... { id } } } } }", 1 + 1 + 7],
    ["each member of a union counts", "{ either { ... on Home { id } ... on Room { name } } }", 1 + 2],
    ["a page of a size that is refused later is one", "{ homes(limit: -5) { data { id } } }", 3],
  ])("%s", (_what, text, size) => {
    expect(sizeOf(text)).toBe(size);
  });

  test("a size may come in a variable", () => {
    const text = "query ($n: Int) { homes(limit: $n) { data { id } } }";
    expect([sizeOf(text, { n: 50 }), sizeOf(text, {}), sizeOf(text, { n: "50" })]).toEqual([52, 22, 3]);
  });

  test("fragments that double each other are counted, and at once", () => {
    const doubling = Array.from({ length: 48 }, (_, at) => `fragment F${at} on Home { ...F${at + 1} ...F${at + 1} }`);
    expect(sizeOf(`{ home { ...F0 } } ${doubling.join(" ")} fragment F48 on Home { id }`)).toBe(1 + 2 ** 48);
  });
});

test("a full page of every list, with every field of it, is within the limit; so is everything of one thing", () => {
  const whole = graphqlSchema(allRoutes, relations);
  for (const { action } of allRoutes) {
    const isPaged = "limit" in action.input.shape;
    const { query } = operationFor(action.name, isPaged ? { limit: 100 } : {});
    const document = parse(query);
    const operation = getOperationAST(document);
    if (!operation) throw new Error("there is no operation");
    const size = answerSize({ schema: whole, document, operation, variables: { limit: 100 } });
    expect(size, action.name).toBeLessThan(limits.answer);
  }
});
