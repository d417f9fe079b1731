import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createTypePrinter } from "./print-types.ts";
import type { Side } from "./schema-facts.ts";
import { sdkErrors } from "./sdk-errors.ts";
import { sdkTypes } from "./sdk-types.ts";

const print = (schema: z.ZodType, side: Side = "output") => createTypePrinter().type(schema, side);

test.each<[string, z.ZodType]>([
  ["string", z.uuid()],
  ["string", z.iso.date().describe("A day.")],
  ["string", z.string().trim().toLowerCase().max(3)],
  ["number", z.int().min(0)],
  ["boolean", z.boolean()],
  ["unknown", z.unknown()],
  ['"a" | "b"', z.enum(["a", "b"])],
  ['"a" | 1 | null', z.literal(["a", 1, null])],
  ["string | null", z.string().nullable()],
  ["string | number", z.union([z.string(), z.number(), z.string().max(2)])],
  ["(string | null)[]", z.array(z.string().nullable())],
  ["Record<string, string | null>[]", z.array(z.record(z.string(), z.string().nullable()))],
  ["({\n  a: string;\n} | null)[]", z.array(z.object({ a: z.string() }).nullable())],
  ['"a | b"[]', z.array(z.literal("a | b"))],
  ["[string, number]", z.tuple([z.string(), z.number()])],
  ["Record<string, never>", z.strictObject({})],
  ["{\n  a: string;\n  [key: string]: unknown;\n}", z.looseObject({ a: z.string() })],
  ['{\n  "a-b": string;\n}', z.object({ "a-b": z.string() })],
  ["string[]", z.array(z.string()).readonly()],
])("prints %j", (text, schema) => {
  expect(print(schema)).toBe(text);
});

describe("the two sides", () => {
  test("a default may be left out by callers and is always answered", () => {
    const schema = z.object({ limit: z.int().default(20), cursor: z.string().optional() });
    expect(print(schema, "input")).toBe("{\n  limit?: number | undefined;\n  cursor?: string | undefined;\n}");
    expect(print(schema, "output")).toBe("{\n  limit: number;\n  cursor?: string;\n}");
  });

  test("a conversion is read on the side that is asked for", () => {
    const schema = z.string().pipe(z.transform(Number)).pipe(z.number());
    expect([print(schema, "input"), print(schema, "output")]).toEqual(["string", "number"]);
    expect(() => print(z.string().transform(Number))).toThrow("transform");
  });

  test("a named schema becomes two declarations only where they differ", () => {
    const Kind = z.enum(["x", "y"]).meta({ id: "PrintKind" });
    const Box = z.object({ kind: Kind, size: z.int().default(1) }).meta({ id: "PrintBox", description: "A box." });
    const printer = createTypePrinter();
    expect(printer.type(Box.describe("Another text."), "input")).toBe("PrintBoxInput");
    expect(printer.type(Box.nullable(), "output")).toBe("PrintBox | null");
    expect(printer.declarations()).toEqual([
      "/** A box. */\nexport type PrintBox = {\n  kind: PrintKind;\n  size: number;\n};",
      "/** A box. */\nexport type PrintBoxInput = {\n  kind: PrintKind;\n  size?: number | undefined;\n};",
      'export type PrintKind = "x" | "y";',
    ]);
  });
});

test("a schema may contain itself", () => {
  const Tree = z
    .object({
      get children() {
        return z.array(Tree);
      },
    })
    .meta({ id: "PrintTree" });
  const printer = createTypePrinter();
  expect(printer.type(Tree, "output")).toBe("PrintTree");
  expect(printer.declarations()).toEqual(["export type PrintTree = {\n  children: PrintTree[];\n};"]);
});

test("refuses two schemas of one name, and what JSON does not carry", () => {
  const printer = createTypePrinter();
  printer.named(z.object({ a: z.string() }), "output", "Same");
  expect(() => printer.named(z.object({ b: z.string() }), "output", "Same")).toThrow("Two schemas are called Same");
  expect(() => print(z.date())).toThrow("date");
});

test("routers nest, inputs are named after their action, and a void answer is undefined", () => {
  const text = sdkTypes([
    {
      action: {
        name: "homes.photos.remove",
        kind: "provider",
        summary: "Removes.",
        input: z.strictObject({ id: z.uuid() }),
        output: z.void(),
      },
    },
    {
      action: {
        name: "homes.all",
        kind: "query",
        summary: "All.",
        input: z.strictObject({}),
        output: z.array(z.int()),
      },
    },
  ]);
  expect(text).toContain(`export type Routers = {
  homes: {
    /** All. */
    all: Query<HomesAllInput | void, number[]>;
    photos: {
      /** Removes. */
      remove: Mutation<HomesPhotosRemoveInput, undefined>;
    };
  };
};`);
});

test("the error file holds the table as data and the problem's types word by word", () => {
  const table = { "a.b": { http: 400, retryable: false, title: 'Say "no".', trpc: "BAD_REQUEST" } };
  const text = sdkErrors(table, 'import type { X } from "./x.ts";\n\nexport interface Problem {}\n');
  expect(text).toContain('"a.b": { http: 400, retryable: false, title: "Say \\"no\\"." },');
  expect(text.endsWith("export type ErrorCode = keyof typeof errorTable;\n\nexport interface Problem {}\n")).toBe(true);
});
