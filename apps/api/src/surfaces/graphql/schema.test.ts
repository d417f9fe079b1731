import { printType } from "graphql";
import { expect, test } from "vitest";
import { z } from "zod";
import { command, query } from "../../platform/action.ts";
import { anyone } from "../../platform/policies.ts";
import { read, write } from "../../platform/route.ts";
import { list, one, type Relation } from "./relation.ts";
import { graphqlSchema } from "./schema.ts";

const empty = z.strictObject({});
const Id = z.object({ id: z.uuid() }).meta({ id: "OnlyAnId" });
/** Only the schema is looked at here. */
const run = () => Promise.reject(new Error("nothing is run here"));

interface Shapes {
  readonly input?: z.ZodObject;
  readonly output?: z.ZodType;
}

const reads = ({ input = empty, output = Id }: Shapes, name = "things.get") =>
  read(query({ name, summary: "Reads.", input, output, may: anyone, run }), "GET /things");

const writes = ({ input = empty, output = Id }: Shapes) =>
  write(command({ name: "things.make", summary: "Makes.", input, output, may: anyone, run }), "POST /things");

/** A type of the schema that one query and one mutation make, on one line and without descriptions. */
function typeIn(name: string, asked: Shapes & { readonly made?: Shapes; readonly relations?: readonly Relation[] }) {
  const schema = graphqlSchema([reads(asked), writes(asked.made ?? {})], asked.relations ?? []);
  const type = schema.getType(name);
  if (!type) return undefined;
  return printType(type)
    .replaceAll(/"""[^]*?"""/g, "")
    .replaceAll(/\s+/g, " ");
}

test("queries take flat arguments, mutations one input, and root fields may be null", () => {
  const input = z.strictObject({ thingId: z.uuid(), limit: z.int().min(1).max(100).default(20) });
  expect(typeIn("Query", { input })).toBe("type Query { thingsGet(thingId: ID!, limit: Int! = 20): OnlyAnId }");
  expect(typeIn("Mutation", { made: { input } })).toBe(
    "type Mutation { thingsMake(input: ThingsMakeInput!): OnlyAnId }",
  );
  expect(typeIn("ThingsMakeInput", { made: { input } })).toBe(
    "input ThingsMakeInput { thingId: ID! limit: Int! = 20 }",
  );
});

test("an input without fields is no argument, one whose fields may all be left out may be left out", () => {
  expect(typeIn("Mutation", { made: { output: z.void() } })).toBe("type Mutation { thingsMake: Boolean }");
  const input = z.strictObject({ note: z.string().optional() });
  expect(typeIn("Mutation", { made: { input } })).toContain("thingsMake(input: ThingsMakeInput! = {})");
});

test("scalars tell instants, dates, ids and numbers apart", () => {
  const output = z.object({
    id: z.uuid(),
    on: z.iso.date(),
    at: z.iso.datetime(),
    count: z.int().min(0).max(2_147_483_647),
    amount: z.int().min(0).max(1e12),
    share: z.number(),
    open: z.boolean(),
    kind: z.literal("thing"),
    mail: z.email(),
    tags: z.array(z.string().nullable()),
  });
  expect(typeIn("ThingsGetOutput", { output })).toBe(
    "type ThingsGetOutput { id: ID! on: Date! at: DateTime! count: Int! amount: SafeInt! share: Float! open: Boolean! kind: String! mail: String! tags: [String]! }",
  );
});

test("what may be missing or null on either side is nullable; what a default fills in is not", () => {
  const fields = {
    plain: z.string(),
    optional: z.string().optional(),
    nullable: z.string().nullable(),
    both: z.string().nullish(),
    filled: z.string().default("x"),
    orNull: z.string().nullable().default(null),
  };
  expect(typeIn("ThingsGetOutput", { output: z.object(fields) })).toBe(
    "type ThingsGetOutput { plain: String! optional: String nullable: String both: String filled: String! orNull: String }",
  );
  expect(typeIn("ThingsMakeInput", { made: { input: z.strictObject(fields) } })).toBe(
    'input ThingsMakeInput { plain: String! optional: String nullable: String both: String filled: String! = "x" orNull: String = null }',
  );
});

test("schemas with an id keep it; inputs get a type of their own", () => {
  const Size = z.enum(["-small", "2XL", "tall"]).meta({ id: "Size" });
  const Shirt = z.object({ size: Size }).meta({ id: "Shirt" });
  const shapes = { output: Shirt.describe("A copy."), made: { input: z.strictObject({ shirt: Shirt.optional() }) } };
  expect(typeIn("Shirt", shapes)).toBe("type Shirt { size: Size! }");
  expect(typeIn("ShirtInput", shapes)).toBe("input ShirtInput { size: Size! }");
  expect(typeIn("Size", shapes)).toBe("enum Size { small_desc _2XL tall }");
});

test("two different schemas of one name are refused", () => {
  const twins = [1, 2].map((at) => z.object({ [`f${at}`]: z.string() }).meta({ id: "Twin" }));
  const output = z.object({ a: z.object({}), ...Object.fromEntries(twins.map((twin, at) => [`t${at}`, twin])) });
  expect(() => typeIn("Twin", { output })).toThrow("Two schemas are called Twin in GraphQL.");
});

test("discriminated unions are unions, told apart by their tag", () => {
  const Paid = z.object({ kind: z.literal("paid"), at: z.iso.datetime() }).meta({ id: "Paid" });
  const Open = z.object({ kind: z.literal("open") }).meta({ id: "Open" });
  const output = z.object({ state: z.discriminatedUnion("kind", [Paid, Open]).meta({ id: "State" }) });
  expect(typeIn("State", { output })).toBe("union State = Paid | Open");
});

test.each([
  ["a record of numbers", z.record(z.string(), z.number())],
  ["a plain union", z.union([z.string(), z.number()])],
  ["a tuple", z.tuple([z.string()])],
])("%s has no place in GraphQL, and says so at start", (_what, schema) => {
  expect(() => typeIn("Query", { output: z.object({ field: schema }) })).toThrow("has no output type");
  expect(() => typeIn("Query", { made: { input: z.strictObject({ field: schema }) } })).toThrow("has no input type");
});

test("a record of texts is a scalar where it is answered, and no input", () => {
  const record = z.record(z.string(), z.string());
  expect(typeIn("Headers", { output: z.object({ headers: record }).meta({ id: "Headers" }) })).toBe(
    "type Headers { headers: StringMap! }",
  );
  expect(() => typeIn("Query", { made: { input: z.strictObject({ record }) } })).toThrow("has no input type");
});

test("relations: one thing may be null, pages become a connection", () => {
  const Thing = z.object({ id: z.uuid(), ownerId: z.uuid() }).meta({ id: "RelatedThing" });
  const Page = z.object({ data: z.array(Thing), nextCursor: z.string().nullable(), hasMore: z.boolean() });
  const pageInput = { limit: z.int().min(1).max(100).default(20), cursor: z.string().optional() };
  const owner = read(
    query({
      name: "o.get",
      summary: "Who.",
      input: z.strictObject({ ownerId: z.uuid() }),
      output: Id,
      may: anyone,
      run,
    }),
    "GET /owners",
  );
  const siblings = read(
    query({
      name: "s.list",
      summary: "All.",
      input: z.strictObject({ thingId: z.uuid().optional(), sort: z.enum(["name"]).optional(), ...pageInput }),
      output: Page,
      may: anyone,
      run,
    }),
    "GET /siblings",
  );
  const relations = [
    one(Thing, "owner", { asks: owner, by: { ownerId: "ownerId" } }),
    list(Thing, "siblings", { asks: siblings, by: { thingId: "id" }, takes: ["sort"] }),
  ];
  expect(typeIn("RelatedThing", { output: Thing, relations })).toBe(
    "type RelatedThing { id: ID! ownerId: ID! owner: OnlyAnId siblings(sort: SListSiblingsSort, first: Int! = 20, after: String): RelatedThingConnection }",
  );
  expect(typeIn("RelatedThingConnection", { output: Thing, relations })).toBe(
    "type RelatedThingConnection { nodes: [RelatedThing!]! pageInfo: PageInfo! }",
  );
  const twice = [one(Thing, "ownerId", { asks: owner, by: { ownerId: "ownerId" } })];
  expect(() => typeIn("RelatedThing", { output: Thing, relations: twice })).toThrow("both a field and a relation");
});
