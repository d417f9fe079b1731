import fc from "fast-check";
import { z } from "zod";
import { unwrap } from "../../src/surfaces/typescript/schema-facts.ts";
import { hostileValue, strayKeys } from "./hostile-values.ts";

/** Values that mean something to the app under test, by the name of the field that they are for. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** Inputs of an action, from its own schema: right ones, ones with a fault or two, and whatever JSON can say. */
export function inputsOf(schema: z.core.$ZodObject, known: Known): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: rightOf(schema, known) },
    { weight: 6, arbitrary: nearlyRight(schema, known) },
    { weight: 1, arbitrary: hostileValue },
  );
}

/** How many fields an input has, those of objects in it too. */
export const countFields = (schema: z.core.$ZodType): number => {
  const core = kernelOf(schema);
  if (!(core instanceof z.core.$ZodObject)) return 1;
  return Object.values(core._zod.def.shape).reduce((sum, field) => sum + countFields(field), 0);
};

/** What the schema takes. */
function rightOf(schema: z.core.$ZodType, known: Known): fc.Arbitrary<unknown> {
  const core = kernelOf(schema);
  if (core instanceof z.core.$ZodObject) return fc.record(fieldsOf(core, known));
  if (core instanceof z.core.$ZodArray) return fc.array(rightOf(core._zod.def.element, known), { maxLength: 3 });
  if (core instanceof z.core.$ZodUnion) return fc.oneof(...core._zod.def.options.map((one) => rightOf(one, known)));
  if (core instanceof z.core.$ZodEnum) return fc.constantFrom(...Object.values(core._zod.def.entries));
  if (core instanceof z.core.$ZodLiteral) return fc.constantFrom(...core._zod.def.values);
  if (core instanceof z.core.$ZodBoolean) return fc.boolean();
  if (core instanceof z.ZodNumber) return numberOf(core);
  if (core instanceof z.core.$ZodUUID) return fc.uuid();
  if (core instanceof z.core.$ZodISODate) return dateText;
  if (core instanceof z.core.$ZodISODateTime) return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (core instanceof z.core.$ZodURL) return fc.webUrl();
  if (core instanceof z.core.$ZodEmail) return fc.emailAddress();
  if (core instanceof z.ZodString) return textOf(core);
  throw new Error(`the fuzz test makes no ${core._zod.def.type} yet`);
}

const dateText = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2031-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Each field of an object: most often what the app knows of that name, and left out now and then where it may be. */
function fieldsOf({ _zod }: z.core.$ZodObject, known: Known): Record<string, fc.Arbitrary<unknown>> {
  const entries = Object.entries(_zod.def.shape).map(([key, field]) => {
    const right = rightOf(field, known);
    const given = known[key] ? fc.oneof({ weight: 7, arbitrary: fc.constantFrom(...known[key]) }, right) : right;
    const mayMiss = field._zod.optin !== undefined;
    const missing = { weight: 2, arbitrary: fc.constant(undefined) };
    return [key, mayMiss ? fc.oneof(missing, given) : given] as const;
  });
  return Object.fromEntries(entries);
}

function numberOf({ isInt, minValue, maxValue }: z.ZodNumber): fc.Arbitrary<number> {
  const [min, max] = [minValue ?? -1e6, maxValue ?? 1e6];
  return isInt ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
}

function textOf(schema: z.ZodString): fc.Arbitrary<string> {
  const pattern = patternOf(schema);
  const maxLength = Math.min(schema.maxLength ?? 40, 40);
  if (pattern) return fc.stringMatching(pattern).map((text) => text.slice(0, maxLength));
  return fc.string({ unit: "grapheme", minLength: schema.minLength ?? 0, maxLength });
}

function patternOf(schema: z.ZodString): RegExp | undefined {
  return schema._zod.def.checks
    ?.map(({ _zod }) => ("pattern" in _zod.def ? _zod.def.pattern : undefined))
    .find(isPattern);
}

const isPattern = (value: unknown): value is RegExp => value instanceof RegExp;

/** Something right with one fault or two: a field too many, missing, null, just out of bounds or of another kind. */
function nearlyRight(schema: z.core.$ZodObject, known: Known): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.record(fieldsOf(schema, known)), fc.array(faultIn(schema, known), { minLength: 1, maxLength: 2 }))
    .map(([right, faults]) => Object.fromEntries([...Object.entries(right), ...faults]));
}

/** A field with what it may not have. */
function faultIn({ _zod }: z.core.$ZodObject, known: Known): fc.Arbitrary<readonly [string, unknown]> {
  const fields = Object.entries(_zod.def.shape).map(([key, field]) =>
    nearlyRightField(field, known).map((value) => [key, value] as const),
  );
  const stray = fc.tuple(fc.constantFrom<string>(...strayKeys), hostileValue);
  return fields.length === 0
    ? stray
    : fc.oneof({ weight: 4, arbitrary: fc.oneof(...fields) }, { weight: 1, arbitrary: stray });
}

function nearlyRightField(schema: z.core.$ZodType, known: Known): fc.Arbitrary<unknown> {
  const core = kernelOf(schema);
  const rough = fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 3, arbitrary: hostileValue });
  if (core instanceof z.core.$ZodObject) return fc.oneof({ weight: 3, arbitrary: nearlyRight(core, known) }, rough);
  const edges = edgesOf(core);
  return edges.length === 0 ? rough : fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...edges) }, rough);
}

/** What lies on the edge of a field, on either side of it. */
function edgesOf(core: z.core.$ZodType): readonly unknown[] {
  if (core instanceof z.ZodNumber) {
    const [min, max] = [core.minValue ?? -1e6, core.maxValue ?? 1e6];
    return [min, min - 1, max, max + 1, -0, min + 0.5, max - 1e-9];
  }
  if (core instanceof z.core.$ZodISODate) return edgeDates;
  if (core instanceof z.core.$ZodUUID) return edgeIds;
  if (core instanceof z.core.$ZodEmail) return edgeAddresses;
  if (core instanceof z.core.$ZodEnum) return ["constructor", "__proto__", "", ...Object.keys(core._zod.def.entries)];
  if (core instanceof z.ZodString) {
    const [min, max] = [core.minLength ?? 0, core.maxLength ?? 1000];
    const lengths = [min - 1, min, max, max + 1].filter((length) => length >= 0);
    return ["x", "é", "👍", "\u0000", "\ud83d"].flatMap((unit) =>
      lengths.map((length) => unit.repeat(length / unit.length)),
    );
  }
  return [];
}

const edgeDates = [
  "0000-01-01",
  "0001-01-01",
  "1900-02-29",
  "2027-02-29",
  "2028-02-29",
  "2027-02-30",
  "2027-13-01",
  "2027-1-1",
  "9999-12-31",
  "10000-01-01",
  "-000001-01-01",
  "+275760-09-13",
  "infinity",
  " 2027-01-01",
  "2027-01-01T00:00:00Z",
];

const edgeIds = [
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "01A1F86A-419D-7A62-BAD5-8183A93CB3A4",
  "01a1f86a419d7a62bad58183a93cb3a4",
  "{01a1f86a-419d-7a62-bad5-8183a93cb3a4}",
  ".",
  "..",
];

const edgeAddresses = [
  `${"a".repeat(64)}@${"b".repeat(63)}.example.com`,
  `${"a".repeat(243)}@example.com`,
  "a@b",
  "ÆØÅ@example.com",
  "a@xn--80ak6aa92e.com",
  '"a b"@example.com',
  "a@example.com, b@example.com",
  "a@example.com\u0000",
];

function kernelOf(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.core.$ZodPipe) return kernelOf(schema._zod.def.in);
  const inner = unwrap(schema);
  return inner ? kernelOf(inner) : schema;
}
