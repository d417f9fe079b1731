import { expect, test } from "vitest";
import { z } from "zod";
import { shapeOf } from "./answer-shape.ts";

const Home = z.object({
  id: z.uuid(),
  title: z.string().min(3).max(10),
  kind: z.enum(["flat", "house"]),
  guests: z.int().min(1).max(16),
  beds: z.number().int().min(1),
  latitude: z.number().min(-90).max(90),
  price: z.nullable(z.object({ amount: z.int().min(0), currency: z.string().length(3) })),
  photos: z.array(z.object({ url: z.url() })).max(1),
  at: z.optional(z.iso.datetime()),
  nights: z.int().min(1).max(365).nullable().default(null),
});
const home = {
  ...{
    id: "0190b000-0000-7000-8000-0000000001cb",
    title: "By the sea",
    kind: "flat",
    guests: 2,
    beds: 1,
    latitude: 59.9,
  },
  ...{
    price: { amount: 100, currency: "NOK" },
    photos: [{ url: "https://roost.example/1" }],
    at: "2026-11-30T10:00:00Z",
    nights: 3,
  },
};
const read = (raw: object) => z.safeParse(shapeOf(Home), raw);

test("what fits the schema comes out as by the schema, and what it does not name stays inside, at any depth", () => {
  const secret = { passwordHash: "x" };
  const raw = { ...home, ...secret, price: { ...home.price, ...secret }, photos: [{ ...home.photos[0], ...secret }] };
  expect(read(raw)).toEqual({ success: true, data: Home.parse(home) });
  const without = { ...home, price: null };
  for (const field of ["at", "nights"]) Reflect.deleteProperty(without, field);
  expect(read(without)).toEqual({ success: true, data: { ...without, nights: null } });
});

test.each([
  { title: "No" },
  { title: "Longer than was allowed later" },
  { id: "7", at: "yesterday" },
  { guests: 0, beds: 0, latitude: 91, nights: 400 },
  { price: { amount: -1, currency: "NOKK" } },
  { photos: [{ url: "one" }, { url: "two" }] },
])("what was stored by other rules can be read: %j", (stored) => {
  expect(Home.safeParse({ ...home, ...stored }).success).toBe(false);
  expect(read({ ...home, ...stored })).toEqual({ success: true, data: { ...home, ...stored } });
});

test.each([
  { title: null },
  { title: undefined },
  { kind: "castle" },
  { guests: 2.5 },
  { beds: 1.5 },
  { guests: "2" },
  { latitude: Number.NaN },
  { price: { amount: 1.5, currency: "NOK" } },
  { price: {} },
  { photos: {} },
  { photos: [{}] },
  { at: new Date() },
])("what has another type never leaves: %j", (wrong) => {
  expect(read({ ...home, ...wrong }).success).toBe(false);
});
