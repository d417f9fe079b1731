import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startTestApp, type TestApp } from "./app.ts";
import { booked, home, type Person, password, person, quoteFor, stay } from "./factories.ts";
import { ask, read } from "./graphql.ts";
import { problemIn, type SendOptions, send } from "./http.ts";

let app: TestApp;
let host: Person;
let guest: Person;
let listingId: string;

beforeAll(async () => {
  app = await startTestApp();
  [host, guest] = await Promise.all([person(app, "host"), person(app)]);
  listingId = (await home(app, host)).id;
});
afterAll(() => app.close());

const post = async (options: SendOptions) => read(await send(app.origin, "POST /graphql", options));
const nowhere = "0194f0a0-0000-7000-8000-000000000000";

describe("requests", () => {
  test("one document asks several things, each answered or refused by itself", async () => {
    const both = `query ($id: ID!, $gone: ID!) {
      here: listingsGet(listingId: $id) { id nightlyPrice { amount currency } }
      gone: listingsGet(listingId: $gone) { id }
    }`;
    const answer = await ask(app, both, { variables: { id: listingId, gone: nowhere } });
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      here: { id: listingId, nightlyPrice: { amount: 100_000, currency: "NOK" } },
      gone: null,
    });
    expect(answer.problems).toMatchObject([{ code: "not_found", status: 404 }]);
    expect(answer.json).toMatchObject({ errors: [{ path: ["gone"] }] });
  });

  test("the media type is the one that the caller asks for", async () => {
    const plain = await ask(app, "{ __typename }");
    expect(plain.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const accept = "application/graphql-response+json, application/json;q=0.9";
    const modern = await ask(app, "{ __typename }", { headers: { accept } });
    expect(modern.headers.get("content-type")).toBe("application/graphql-response+json; charset=utf-8");
  });

  test("introspection tells every type in development", async () => {
    const { data } = await ask(app, '{ __schema { queryType { name } } __type(name: "Listing") { kind } }');
    expect(data).toEqual({ __schema: { queryType: { name: "Query" } }, __type: { kind: "OBJECT" } });
  });
});

describe("inputs: what REST says of the same input", () => {
  const quote = "mutation ($input: BookingsQuoteInput!) { bookingsQuote(input: $input) { id } }";
  const search = (args: string) => `{ listingsSearch(${args}) { hasMore } }`;
  const wanted = { listingId: nowhere, ...stay(7), guests: { adults: 2 } };

  test.each([
    ["an unknown field", { ...wanted, coupon: "X" }],
    ["an unknown field below another", { ...wanted, guests: { adults: 2, dogs: 1 } }],
    ["null for what may be left out", { ...wanted, guests: { adults: 2, children: null } }],
    ["null for what is required", { ...wanted, checkIn: null }],
    ["something missing", { listingId: nowhere, guests: {} }],
    ["text for a number", { ...wanted, guests: { adults: "2" } }],
    ["a number with a fraction", { ...wanted, guests: { adults: 1.5 } }],
    ["a number out of bounds", { ...wanted, guests: { adults: 2 ** 40 } }],
    ["a day that does not exist", { ...wanted, checkIn: "2027-02-30" }],
    ["a key that would change a prototype", JSON.parse('{ "__proto__": { "admin": true } }')],
    ["several faults at once", { listingId: "x", checkIn: 5, guests: { adults: 0, infants: null } }],
  ])("%s is 400 with a pointer", async (_what, input) => {
    const rest = await send(app.rest, "POST /quotes", { body: input });
    const { status, problems } = await ask(app, quote, { variables: { input } });
    expect(status).toBe(400);
    expect(problems).toEqual([{ ...problemIn(rest), instance: expect.any(String) }]);
  });

  test.each([
    ['city: "Oslo", bedroms: 2', ["/bedroms"]],
    ["limit: null", ["/limit"]],
    ['limit: "5", sort: createdAt_desc', ["/limit"]],
    ["limit: 101, guests: 0", ["/guests", "/limit"]],
    ["instant: 1", ["/instant"]],
    ["sort: cheapest", ["/sort"]],
  ])("written out, %s points at %j", async (args, pointers) => {
    const { status, problems } = await ask(app, search(args));
    expect([status, problems.map(({ code }) => code)]).toEqual([400, ["request.invalid"]]);
    expect(problems.flatMap(({ errors = [] }) => errors.map(({ pointer }) => pointer)).toSorted()).toEqual(pointers);
  });

  test("what may be left out may be left to a variable that is not sent", async () => {
    const { status } = await ask(
      app,
      "query ($city: String, $limit: Int) { listingsSearch(city: $city, limit: $limit) { hasMore } }",
    );
    expect(status).toBe(200);
  });

  test("sorts are named without a minus sign", async () => {
    const { data } = await ask(app, search('city: "Oslo", sort: createdAt_desc'));
    expect(data).toEqual({ listingsSearch: { hasMore: false } });
  });
});

describe("refusals", () => {
  const create = "mutation ($quoteId: ID!) { bookingsCreate(input: { quoteId: $quoteId }) { id } }";
  const one = { variables: { id: nowhere } };

  test.each([
    ["somebody who is not signed in", "{ usersMe { id } }", {}, 401, "auth.required"],
    ["a session that has ended", "{ __typename }", { token: "gone" }, 401, "auth.session_invalid"],
    ["what does not exist", "query ($id: ID!) { listingsGet(listingId: $id) { id } }", one, 404, "not_found"],
    ["money without a key", create, { variables: { quoteId: nowhere } }, 400, "idempotency.required"],
    ["a text that is no query", "{ listingsGet(", {}, 400, "request.invalid"],
    ["a field that does not exist", "{ usersMe { password } }", {}, 400, "request.invalid"],
    [
      "an operation that is not there",
      "query A { usersMe { id } } query B { usersMe { id } }",
      {},
      400,
      "request.invalid",
    ],
  ] as const)("%s", async (_what, query, options, status, code) => {
    const answer = await ask(app, query, options);
    expect([answer.status, answer.problems.map((problem) => problem.code)]).toEqual([status, [code]]);
  });

  test("a conflict has its own status, and says why", async () => {
    const dates = stay(14);
    const { id: quoteId } = await quoteFor(app, { id: listingId }, dates);
    await booked(app, guest, { listing: { id: listingId }, dates });
    const late = await ask(app, create, { variables: { quoteId }, token: guest.token, key: randomUUID() });
    expect([late.status, late.data]).toEqual([409, { bookingsCreate: null }]);
    expect(late.problems).toMatchObject([{ code: "booking.dates_unavailable", status: 409 }]);
  });

  test("a fault of ours tells nothing of itself", async () => {
    const query = vi.spyOn(app.app.pool, "query").mockImplementation(() => {
      throw new Error("secret: the password of the database");
    });
    // A home that nobody has asked for yet, so that no earlier answer of it is kept.
    const answer = await ask(app, `{ listingsGet(listingId: "${randomUUID()}") { id } }`);
    query.mockRestore();
    expect(answer.status).toBe(500);
    expect(answer.problems).toMatchObject([{ code: "internal", detail: "Something went wrong on our side." }]);
    expect(answer.text).not.toContain("secret");
  });
});

describe("what travels in headers", () => {
  test("a mutation repeated with its key says that it was done before", async () => {
    const { id: quoteId } = await quoteFor(app, { id: listingId }, stay(40));
    const create = "mutation ($quoteId: ID!) { bookingsCreate(input: { quoteId: $quoteId }) { id state } }";
    const again = { variables: { quoteId }, token: guest.token, key: randomUUID() };
    const [first, second] = [await ask(app, create, again), await ask(app, create, again)];
    expect([first, second].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true"]);
    expect(second.text).toBe(first.text);
  });

  test("signing in begins a session for browsers, signing out ends it", async () => {
    const { email, password } = await stranger();
    const signIn = "mutation ($input: AuthSignInInput!) { authSignIn(input: $input) { user { email } } }";
    const { data, headers } = await ask(app, signIn, { variables: { input: { email, password } } });
    expect(data).toEqual({ authSignIn: { user: { email } } });
    const cookie = headers.get("set-cookie")?.split(";")[0] ?? "";
    expect(cookie).toMatch(/^roost_session=\S+/);
    const me = await ask(app, "{ usersMe { email } }", { headers: { cookie } });
    expect(me.data).toEqual({ usersMe: { email } });
    const out = await ask(app, "mutation { authSignOut }", { headers: { cookie } });
    expect([out.data, out.headers.get("set-cookie")]).toEqual([
      { authSignOut: true },
      expect.stringContaining("Expires=Thu, 01 Jan 1970"),
    ]);
    expect((await ask(app, "{ usersMe { email } }", { headers: { cookie } })).status).toBe(401);
  });

  test("a wrong password begins nothing", async () => {
    const { email } = await stranger();
    const input = { email, password: "something else" };
    const signIn = "mutation ($input: AuthSignInInput!) { authSignIn(input: $input) { session { id } } }";
    const answer = await ask(app, signIn, { variables: { input } });
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([401, null]);
  });

  /** Somebody with a password, signed in nowhere. */
  const stranger = async () => ({ email: (await person(app)).email, password });
});

describe("what is no GraphQL request", () => {
  const body = { query: "{ __typename }" };

  test.each([
    ["a batch", { body: [body, body] }, 400, "request.invalid"],
    ["nothing", {}, 400, "request.invalid"],
    ["no query", { body: {} }, 400, "request.invalid"],
    ["an unknown parameter", { body: { ...body, id: 1 } }, 400, "request.invalid"],
    ["variables that are a list", { body: { ...body, variables: [] } }, 400, "request.invalid"],
    ["text that is no JSON", { body: "{" }, 400, "request.invalid"],
    ["more than a mebibyte", { body: { query: "#".repeat(1_100_000) } }, 413, "request.too_large"],
  ] as const)("%s", async (_what, options, status, code) => {
    const answer = await post(options);
    expect([answer.status, answer.problems.map((problem) => problem.code)]).toEqual([status, [code]]);
  });

  // What a form or a script of another site can send without being asked first.
  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/graphql",
  ])("a body of %s is 415", async (type) => {
    const answer = await post({ body: JSON.stringify(body), headers: { "content-type": type } });
    expect([answer.status, answer.problems[0]?.code]).toEqual([415, "request.unsupported_media_type"]);
  });

  test("a cookie from another site is refused", async () => {
    const headers = { cookie: `roost_session=${guest.token}`, origin: "https://elsewhere.example" };
    const answer = await post({ body: { query: "{ usersMe { id } }" }, headers });
    expect([answer.status, answer.problems[0]?.code]).toEqual([403, "auth.cross_site"]);
  });

  test("GET shows the playground, and runs nothing", async () => {
    const query = encodeURIComponent("mutation { usersBecomeHost { user { id } } }");
    const headers = { accept: "text/html" };
    const answer = await send(app.origin, `GET /graphql?query=${query}`, { token: guest.token, headers });
    expect((await send(app.origin, `GET /graphql?query=${query}`, { token: guest.token })).status).toBe(405);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const me = await ask(app, "{ usersMe { roles } }", { token: guest.token });
    expect(me.data).toEqual({ usersMe: { roles: ["guest"] } });
  });

  test.each(["PUT", "DELETE"] as const)("%s is 405 and changes nothing", async (method) => {
    const query = encodeURIComponent("mutation { usersBecomeHost { user { id } } }");
    const answer = read(await send(app.origin, `${method} /graphql?query=${query}`, { token: guest.token }));
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST"]);
    const me = await ask(app, "{ usersMe { roles } }", { token: guest.token });
    expect(me.data).toEqual({ usersMe: { roles: ["guest"] } });
  });
});
