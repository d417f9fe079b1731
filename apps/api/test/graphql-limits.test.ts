import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { limits } from "../src/surfaces/graphql/limits.ts";
import { startTestApp, type TestApp } from "./app.ts";
import { ask } from "./graphql.ts";

const id = "0194f0a0-0000-7000-8000-000000000000";

const repeated = (times: number, field: (at: number) => string) =>
  Array.from({ length: times }, (_, at) => field(at)).join(" ");
const nested = (levels: number): string => (levels === 0 ? "{ id }" : `{ reviews ${nested(levels - 1)} }`);
const reviewsOfBookings = (bookings: string, reviews: string | undefined) => {
  const some = reviews === undefined ? "" : `(first: ${reviews})`;
  const rating = "nodes { id rating comment createdAt categories { cleanliness location value } }";
  return `bookingsList(limit: ${bookings}) { data { listing { reviews${some} { ${rating} } } } }`;
};
const tooLarge = "The answer may come to more than 20000 fields: ask for smaller pages.";
const listing = `listingsGet(listingId: "${id}")`;

const bombs = [
  ["depth", /^Query depth limit of 10/, `{ ${listing} ${nested(limits.depth)} }`],
  ["aliases", /^Aliases limit of 20/, `{ usersMe { ${repeated(limits.aliases + 1, (at) => `a${at}: id`)} } }`],
  ["root fields", /at most 10 things/, `{ ${repeated(limits.rootFields + 1, (at) => `a${at}: usersMe { id }`)} }`],
  ["tokens", /more tha[nt] 2000 tokens/, `{ usersMe { ${"id ".repeat(limits.tokens)} } }`],
  ["characters", /^\/query/, `{ usersMe { id } } #${"x".repeat(limits.characters)}`],
  ["the answer, by its text", /^The answer may come to more than 20000/, `{ ${reviewsOfBookings("100", "100")} }`],
  [
    "the answer, by pages of the usual size",
    /^The answer/,
    `{ ${reviewsOfBookings("100", undefined)} more: ${reviewsOfBookings("100", undefined)} }`,
  ],
  ["the answer, by a default", /^The answer/, `query ($n: Int! = 100) { ${reviewsOfBookings("$n", "$n")} }`],
  ["the same", /^The same field/, `{ usersMe { ${"id ".repeat(20)} ${"... { id } ".repeat(20)} } }`],
  ["fragments", /^The text has more/, `{ usersMe { id } } ${repeated(50, (at) => `fragment F${at} on User { id }`)}`],
  [
    "fragments that call each other",
    /^Cannot spread/,
    "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
  ],
] as const;

describe("what one request may ask", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  test.each(bombs)("too much of %s is refused before anything is run", async (_what, words, query) => {
    const answer = await ask(app, query);
    expect([answer.status, answer.data]).toEqual([400, undefined]);
    expect(answer.problems[0]?.code).toBe("request.invalid");
    expect(answer.problems[0]?.detail).toMatch(words);
  });

  test("a page's size in a variable counts as one in the text", async () => {
    const query = `query ($n: Int!) { ${reviewsOfBookings("$n", "$n")} }`;
    const large = await ask(app, query, { variables: { n: 100 } });
    expect([large.status, large.data, large.problems[0]?.detail]).toEqual([400, undefined, tooLarge]);
    expect((await ask(app, query, { variables: { n: 5 } })).status).toBe(401);
  });

  test("what would keep the server busy is refused at once", async () => {
    const doubling = Array.from({ length: 100 }, (_, at) => `fragment F${at} on User { ...F${at + 1} ...F${at + 1} }`);
    const started = performance.now();
    await ask(app, `{ usersMe { ${"id ".repeat(1900)} } }`);
    await ask(app, `{ usersMe { ${repeated(1900, (at) => `x${at}`)} } }`);
    await ask(app, `{ usersMe { ...F0 } } ${doubling.join(" ")} fragment F100 on User { id }`);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("just as much as is allowed is answered", async () => {
    const some = await ask(app, `{ ${repeated(limits.rootFields, (at) => `a${at}: listingsSearch { hasMore }`)} }`);
    expect(some.status).toBe(200);
    const everything = await ask(app, introspection);
    expect(everything.status).toBe(200);
  });

  test("one Idempotency-Key is not shared by two mutations, wherever they stand", async () => {
    const two = "mutation { a: authSignOut ...More } fragment More on Mutation { b: authSignOut }";
    const answer = await ask(app, two, { key: "only-one" });
    expect([answer.status, answer.problems[0]?.errors?.[0]?.code]).toEqual([400, "idempotency_key"]);
    const keyless = await ask(app, two);
    expect(keyless.problems.map(({ code }) => code)).toEqual(["auth.required", "auth.required"]);
  });
});

const production = {
  NODE_ENV: "production",
  ROOST_SANDBOX: "false",
  ROOST_SECRET: "a secret of this test, which is long enough",
  PUBLIC_URL: "https://roost.example",
  STRIPE_SECRET_KEY: "sk_live_nowhere",
  STRIPE_API_BASE: "",
  OUTGOING_SANDBOX_HOSTS: "",
};

describe("in production", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(production);
  });
  afterAll(() => app.close());

  test.each(["{ __schema { types { name } } }", '{ __type(name: "User") { fields { name } } }'])(
    "the schema is not told: %s",
    async (query) => {
      const answer = await ask(app, query);
      expect([answer.status, answer.data]).toEqual([400, undefined]);
      expect(answer.problems[0]?.code).toBe("request.invalid");
    },
  );

  test("refusals suggest no names", async () => {
    const { problems, text } = await ask(app, "{ usersMee { id } }");
    expect(problems[0]?.detail).toBe('Cannot query field "usersMee" on type "Query".');
    expect(text).not.toContain('usersMe\\"');
  });

  test("the schema is told where that is allowed, and the playground is not", async () => {
    const open = await startTestApp({ ...production, GRAPHQL_INTROSPECTION: "true" });
    onTestFinished(() => open.close());
    expect((await ask(open, "{ __schema { queryType { name } } }")).status).toBe(200);
    const page = await fetch(`${open.origin}/graphql`, { headers: { accept: "text/html" } });
    expect([page.status, page.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

const introspection = `{ __schema { types { name fields { name type { kind ofType { kind ofType { kind ofType { name } } } } } } } }`;
