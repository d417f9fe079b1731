import { expect, test } from "vitest";
import { JsonSchema } from "./json-schema.ts";
import { type Direction, schemaChanges } from "./schema-changes.ts";

const changes = (direction: Direction, before: unknown, after: unknown): readonly string[] => {
  const [one, other] = [before, after].map((schema) => JsonSchema.parse(schema));
  const at = { direction, before: {}, after: {}, meet: () => undefined };
  return schemaChanges(one ?? {}, other ?? {}, at).map((change) => change.trim());
};

const object = (properties: object, required: readonly string[] = []) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const text = { type: "string" };
const whole = { type: "integer" };
const choice = (...values: readonly string[]) => ({ type: "string", enum: values });
const either = (...schemas: readonly object[]) => ({ anyOf: schemas });
const step = (kind: string, more: object = {}) =>
  object({ kind: { type: "string", const: kind }, ...more }, ["kind", ...Object.keys(more)]);

type Row = readonly [what: string, before: object, after: object, input: readonly string[], output: readonly string[]];

const rows: readonly Row[] = [
  ["the same", object({ a: text }, ["a"]), object({ a: text }, ["a"]), [], []],
  ["other words about it", { type: "string", description: "a" }, { type: "string", description: "b" }, [], []],
  ["a new field", object({}), object({ a: text }), [], []],
  ["a new field that is always there", object({}), object({ a: text }, ["a"]), ["/a is new and required"], []],
  ["a field less", object({ a: text }), object({}), ["/a is not taken any more"], ["/a is gone"]],
  ["a field that has become sure", object({ a: text }), object({ a: text }, ["a"]), ["/a is required now"], []],
  ["a field that is unsure", object({ a: text }, ["a"]), object({ a: text }), [], ["/a may be left out now"]],
  ["another type", text, whole, ["is integer instead of string"], ["is integer instead of string"]],
  ["whole numbers to any", whole, { type: "number" }, [], ["is number instead of integer"]],
  ["any numbers to whole", { type: "number" }, whole, ["is integer instead of number"], []],
  ["null as well", text, { type: ["string", "null"] }, [], ["may be null now"]],
  ["null no more", either(text, { type: "null" }), text, ["may not be null any more"], []],
  ["one choice more", choice("a"), choice("a", "b"), [], []],
  ["one choice less", choice("a", "b"), choice("a"), ['may not be "b" any more'], ['is never "b" any more']],
  ["text to choices", text, choice("a"), ["may not be anything else any more"], []],
  ["choices to text", choice("a"), text, [], ["may be anything now"]],
  ["another constant", { const: "a" }, { const: "b" }, ['may not be "a" any more'], ['is never "a" any more']],
  ["a format", text, { type: "string", format: "date" }, ["must be a date now"], []],
  ["no format", { type: "string", format: "date" }, text, [], ["is no date any more"]],
  ["another pattern", { pattern: "^a$" }, { pattern: "^b$" }, ["must match another pattern"], []],
  ["a lower maximum", { maximum: 9 }, { maximum: 8 }, ["has a new maximum: 8"], []],
  ["a higher maximum", { maximum: 8 }, { maximum: 9 }, [], []],
  ["another default", { default: 20 }, { default: 10 }, ["is 10 by default instead of 20"], []],
  ["no default", { default: "a" }, {}, ['is nothing by default instead of "a"'], []],
  ["a first default", {}, { default: "a" }, [], []],
  ["a higher minimum", { minimum: 0 }, { minimum: 1 }, ["has a new minimum: 1"], []],
  ["a first bound of length", text, { type: "string", maxLength: 10 }, ["has a new maxLength: 10"], []],
  ["an object that closes", { type: "object" }, object({}), ["takes no unknown fields any more"], []],
  [
    "items",
    { items: text },
    { items: whole },
    ["/* is integer instead of string"],
    ["/* is integer instead of string"],
  ],
  [
    "values of a record",
    { additionalProperties: text },
    { additionalProperties: whole },
    ["/* is integer instead of string"],
    ["/* is integer instead of string"],
  ],
  [
    "further in",
    object({ a: object({ b: text }) }),
    object({ a: object({}) }),
    ["/a/b is not taken any more"],
    ["/a/b is gone"],
  ],
  ["one kind more", either(step("a")), either(step("a"), step("b")), [], []],
  ["one kind less", either(step("a"), step("b"), step("c")), either(step("a"), step("b")), lost("c"), lost("c")],
  ["a kind of no mark", text, either(text, whole), [], ["may be integer now"]],
  [
    "a kind that has changed",
    either(step("a"), step("b", { c: text })),
    either(step("b", { c: whole }), step("a")),
    ["/c is integer instead of string"],
    ["/c is integer instead of string"],
  ],
];

function lost(kind: string): readonly string[] {
  return [`is never kind = "${kind}" any more`];
}

test.each(rows)("%s", (_what, before, after, input, output) => {
  expect(changes("input", before, after)).toEqual(input);
  expect(changes("output", before, after)).toEqual(output);
});

test("a schema in words that the comparison does not know is refused", () => {
  expect(() => JsonSchema.parse({ type: "string", not: { const: "a" } })).toThrow("not");
});
