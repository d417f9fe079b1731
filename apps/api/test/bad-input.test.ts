import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { ErrorCode } from "@roost/contract";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "./app.ts";
import { type BadCall, badBodies, badQueries, badTransport } from "./bad-calls.ts";
import { expectInvariants } from "./expectations.ts";
import { home, type Person, person, plainHome, quoteFor, stay } from "./factories.ts";
import { operationFor } from "./graphql-documents.ts";
import { type Answered, problemIn, send } from "./http.ts";
import { refusal } from "./journeys/driver.ts";
import { drivers } from "./journeys/drivers.ts";

let app: TestApp;
let host: Person;
let guest: Person;
let listingId: string;

beforeAll(async () => {
  app = await startTestApp();
  host = await person(app, "host");
  guest = await person(app);
  listingId = (await home(app, host)).id;
});
afterEach(() => expectInvariants(app));
afterAll(() => app.close());

interface Expected {
  readonly status: number;
  readonly code: ErrorCode;
  readonly pointer?: string | undefined;
}

/** A refusal on whichever surface, with whatever is wrong about the problem itself. */
function described(answer: Answered) {
  const { status, headers } = answer;
  const problem = problemIn(answer) ?? problemIn({ json: problemBelow(answer.json) });
  const requestId = headers.get("x-request-id") ?? "";
  const rules: Readonly<Record<string, boolean>> = {
    "is a problem": problem !== undefined,
    "has the answer's status": problem?.status === status,
    "has its page": problem?.type === `${app.origin}/errors/${problem?.code}`,
    "has words": problem?.title !== "" && problem?.detail !== "",
    "has a request id": /^[\w.-]{8,100}$/.test(requestId) && problem?.instance === `urn:request:${requestId}`,
    "has its type": !problemIn(answer) || headers.get("content-type")?.includes("application/problem+json") === true,
  };
  const flaws = Object.keys(rules).filter((rule) => !rules[rule]);
  return { status, code: problem?.code, pointers: problem?.errors?.map(({ pointer }) => pointer) ?? [], flaws };
}

const refused = ({ status, code, pointer }: Expected) => ({
  status,
  code,
  flaws: [],
  pointers: pointer === undefined ? expect.any(Array) : expect.arrayContaining([pointer]),
});

/** Where tRPC and GraphQL put it. */
const problemBelow = (json: unknown): unknown =>
  at(Array.isArray(json) ? json[0] : json, "error", "data", "problem") ??
  at(json, "errors", "0", "extensions", "problem");
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

const sendOver = {
  REST: (call: BadCall) => send(app.rest, call.line, { token: host.token, ...call.options }),
  tRPC: ({ procedure, line, options, query }: BadCall) =>
    line.startsWith("GET")
      ? send(app.origin, `GET /trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(query))}`, { ...options })
      : send(app.origin, `POST /trpc/${procedure}`, { token: host.token, ...options }),
  GraphQL: ({ procedure, options, query: fields }: BadCall) => {
    const { query, variables } = operationFor(procedure, fields ?? { input: {} });
    const { body } = options ?? {};
    const input = typeof body === "string" ? body : JSON.stringify(body);
    // The body's own text inside of the request's: what is wrong about it must stay so.
    const sent = fields ? JSON.stringify(variables) : `{"input":${input}}`;
    const request = { body: `{"query":${JSON.stringify(query)},"variables":${sent}}` };
    return send(app.origin, "POST /graphql", { token: host.token, ...options, ...request });
  },
} as const;

for (const surface of ["REST", "tRPC", "GraphQL"] as const) {
  test.each([...badBodies])(`${surface}: a body with $name is 400 and names the place`, async (call) => {
    expect(described(await sendOver[surface](call))).toEqual(
      refused({ status: 400, code: "request.invalid", pointer: call.pointer }),
    );
  });
  test.each([...badQueries])(`${surface}: a search with $name is 400 and names the field`, async (call) => {
    expect(described(await sendOver[surface](call))).toEqual(
      refused({ status: 400, code: "request.invalid", pointer: call.pointer }),
    );
  });
  test.each([...badTransport])(`${surface}: $name is $status`, async (call) => {
    expect(described(await sendOver[surface](call))).toEqual(refused(call));
  });
}

test("REST: ?instant=false means false, and text that is neither is refused", async () => {
  const city = "Alta";
  await home(app, host, { city, bookingMode: "request" });
  await home(app, host, { city });
  const found = async (query: string) => at((await send(app.rest, `GET /listings?city=${city}${query}`)).json, "data");
  expect(await found("")).toHaveLength(2);
  expect(await found("&instant=true")).toHaveLength(1);
  expect(await found("&instant=false")).toEqual(
    await app
      .client()
      .listings.search.query({ city, instant: false })
      .then(({ data }) => data),
  );
  for (const text of ["0", "1", "no", "", "FALSE"]) {
    const answer = await send(app.rest, `GET /listings?city=${city}&instant=${text}`);
    expect(described(answer)).toEqual(refused({ status: 400, code: "request.invalid", pointer: "/instant" }));
  }
});

test("REST: another method is 405 and says which are allowed; an unknown path is 404", async () => {
  for (const [line, allow] of [
    ["PUT /quotes", "POST"],
    ["DELETE /bookings", "POST, GET"],
    ["GET /auth/sessions/current", "DELETE"],
    ["PATCH /bookings/1/cancel", "POST"],
  ] as const) {
    const answer = await send(app.rest, line);
    expect(described(answer)).toEqual(refused({ status: 405, code: "request.method_not_allowed" }));
    expect(answer.headers.get("allow")?.split(", ").toSorted()).toEqual(allow.split(", ").toSorted());
  }
  expect(described(await send(app.rest, "GET /nowhere"))).toEqual(refused({ status: 404, code: "not_found" }));
  expect(described(await send(app.origin, "POST /nowhere", { body: {} }))).toEqual(
    refused({ status: 404, code: "not_found" }),
  );
});

test("null is no input, not even where none is needed; nothing at all is", async () => {
  const invalid = { status: 400, code: "request.invalid" } as const;
  const { token } = await person(app);
  expect(described(await send(app.rest, "POST /users/me/host", { token, body: "null" }))).toEqual(refused(invalid));
  const [reading, ending] = ["GET /trpc/users.me", "POST /trpc/auth.signOut"] as const;
  expect(described(await send(app.origin, `${reading}?input=null`, { token }))).toEqual(refused(invalid));
  expect(described(await send(app.origin, ending, { token, body: "null" }))).toEqual(refused(invalid));
  expect((await send(app.origin, reading, { token })).status).toBe(200);
  expect((await send(app.rest, "DELETE /auth/sessions/current", { token })).status).toBe(204);
});

test("tRPC: a mutation by GET, an unknown procedure, 11 calls in a batch, mutations in a batch", async () => {
  const input = encodeURIComponent(JSON.stringify({}));
  const get = (path: string) => send(app.origin, `GET /trpc/${path}`);
  expect(described(await get(`bookings.quote?input=${input}`))).toEqual(
    refused({ status: 405, code: "request.method_not_allowed" }),
  );
  expect(described(await get(`bookings.burn?input=${input}`))).toEqual(refused({ status: 404, code: "not_found" }));
  const eleven = Array.from({ length: 11 }, () => "listings.search").join(",");
  const tooMany = await get(`${eleven}?batch=1&input=${input}`);
  expect(described(tooMany)).toEqual(refused({ status: 400, code: "request.invalid" }));
  expect(problemBelow(tooMany.json)).toMatchObject({ detail: "A batch has at most 10 calls." });
  for (const comma of [",", "%2C"]) {
    const two = `POST /trpc/bookings.quote${comma}bookings.quote?batch=1` as const;
    expect(described(await send(app.origin, two, { body: { 0: {}, 1: {} } }))).toEqual(
      refused({ status: 400, code: "request.invalid" }),
    );
  }
});

test.each(["", "batch=1&"])("tRPC: what is no JSON (%s) is refused in our words, not in a parser's", async (batch) => {
  const get = await send(app.origin, `GET /trpc/listings.search?${batch}input={city`);
  const post = await send(app.origin, `POST /trpc/bookings.quote?${batch}`, { body: '{"listingId":' });
  for (const { json } of [get, post]) expect(problemBelow(json)).toMatchObject({ detail: "The input is not JSON." });
});

test("addresses: too long, badly encoded, an id that is none, an id in path and body, a query where none belongs", async () => {
  const invalid = { status: 400, code: "request.invalid" } as const;
  expect(described(await send(app.rest, `GET /listings?city=${"a".repeat(3000)}`))).toEqual(refused(invalid));
  expect(described(await send(app.rest, `GET /listings/${"a".repeat(400)}`))).toEqual(
    refused({ status: 400, code: "request.invalid" }),
  );
  expect(described(await send(app.rest, "GET /listings/%E0%A4%A"))).toEqual(refused(invalid));
  expect(described(await send(app.rest, "GET /listings/%00"))).toEqual(refused({ ...invalid, pointer: "/listingId" }));
  expect(described(await send(app.rest, "GET /listings/abc"))).toEqual(refused({ ...invalid, pointer: "/listingId" }));
  const options = { token: guest.token, key: randomUUID(), body: { bookingId: listingId } };
  expect(described(await send(app.rest, `POST /bookings/${listingId}/cancel`, options))).toEqual(
    refused({
      ...invalid,
      pointer: "/bookingId",
    }),
  );
  expect(described(await send(app.rest, "POST /quotes?x=1", { body: {} }))).toEqual(
    refused({ ...invalid, pointer: "/x" }),
  );
});

test("cursors: forged, of another search, or of another list", async () => {
  for (const nightlyPrice of [1, 2, 3]) await home(app, host, { ...plainHome, city: "Moss", nightlyPrice });
  const first = await send(app.rest, "GET /listings?city=Moss&limit=1");
  const cursor = String(at(first.json, "nextCursor"));
  expect((await send(app.rest, `GET /listings?city=Moss&limit=1&cursor=${cursor}`)).status).toBe(200);
  const lines = [
    `GET /listings?city=Moss&cursor=${cursor.slice(0, -2)}xx`,
    `GET /listings?city=Moss&cursor=nonsense`,
    `GET /listings?city=Moss&cursor=..`,
    `GET /listings?city=Oslo&cursor=${cursor}`,
    `GET /listings?city=Moss&sort=-price&cursor=${cursor}`,
    `GET /bookings?cursor=${cursor}`,
  ] as const;
  for (const line of lines) {
    const answer = await send(app.rest, line, { token: guest.token });
    expect(described(answer)).toEqual(refused({ status: 400, code: "request.invalid", pointer: "/cursor" }));
  }
});

test("Idempotency-Key: required, well-formed, and used for one request only", async () => {
  const { id: quoteId } = await quoteFor(app, { id: listingId }, stay(30));
  const create = (options: object) =>
    send(app.rest, "POST /bookings", { token: guest.token, body: { quoteId }, ...options });
  expect(described(await create({}))).toEqual(refused({ status: 400, code: "idempotency.required" }));
  for (const key of ["k".repeat(256), "two words", ""]) {
    expect(described(await create({ headers: { "idempotency-key": key } }))).toEqual(
      refused({ status: 400, code: "request.invalid" }),
    );
  }
  const key = randomUUID();
  expect((await create({ key })).status).toBe(201);
  const other = { quoteId: (await quoteFor(app, { id: listingId }, stay(40))).id };
  expect(described(await create({ key, body: other }))).toEqual(refused({ status: 422, code: "idempotency.mismatch" }));
  expect((await create({ key: "k".repeat(255), body: other })).status).toBe(201);
});

test("who may not, and what the rules forbid, is told apart from what is malformed", async () => {
  const quote = { listingId, guests: { adults: 1 } };
  const dates = stay(60);
  expect(described(await send(app.rest, "GET /users/me"))).toEqual(refused({ status: 401, code: "auth.required" }));
  expect(described(await send(app.rest, "GET /users/me", { token: "nobody" }))).toEqual(
    refused({
      status: 401,
      code: "auth.session_invalid",
    }),
  );
  const reversed = { ...quote, checkIn: dates.checkOut, checkOut: dates.checkIn };
  expect(described(await send(app.rest, "POST /quotes", { body: reversed }))).toEqual(
    refused({ status: 422, code: "stay.invalid_range" }),
  );
  const crowd = { ...quote, ...dates, guests: { adults: 9 } };
  expect(described(await send(app.rest, "POST /quotes", { body: crowd }))).toEqual(
    refused({ status: 422, code: "stay.rule" }),
  );
});

let days = 70;
test.each(drivers)(
  "$surface: a state or a rule that stands in the way is named, and so is a key's misuse",
  async (driver) => {
    const caller = driver.callerOf(app, guest.token);
    const wish = { listingId, ...stay((days += 7)), guests: { adults: 2 } };
    const [quote, other] = [await caller.call("bookings.quote", wish), await caller.call("bookings.quote", wish)];
    const key = randomUUID();
    const { output: booking } = await caller.call("bookings.create", { quoteId: quote.output.id }, key);
    const { id: bookingId } = booking;
    await caller.call("bookings.cancel", { bookingId }, randomUUID());
    expect(await refusal(caller.call("bookings.cancel", { bookingId }, randomUUID()))).toMatchObject({
      ...{ status: 409, code: "booking.state", details: { state: "cancelled" } },
    });
    const crowd = { ...wish, guests: { adults: 9 } };
    expect(await refusal(caller.call("bookings.quote", crowd))).toMatchObject({
      ...{ status: 422, code: "stay.rule", details: { rules: ["max_guests"] }, issues: [{ pointer: "/guests" }] },
    });
    expect(await refusal(caller.call("bookings.create", { quoteId: other.output.id }, key))).toMatchObject({
      ...{ status: 422, code: "idempotency.mismatch" },
    });
  },
);

test("what is no HTTP, and heads without end, are refused with a problem, too", async () => {
  const heads = [
    "GET / HTTP/1.1\r\nbad header\r\n\r\n",
    "nonsense\r\n\r\n",
    `GET / HTTP/1.1\r\nx: ${"x".repeat(20_000)}\r\n\r\n`,
  ];
  for (const head of heads) {
    const socket = connect(Number(new URL(app.origin).port), "127.0.0.1");
    socket.write(head);
    const [top = "", body = ""] = (await text(socket)).split("\r\n\r\n");
    const [status = "", ...lines] = top.split("\r\n");
    expect(status).toBe("HTTP/1.1 400 Bad Request");
    const headers = new Headers(
      lines.map((line): [string, string] => [line.split(": ")[0] ?? "", line.split(": ")[1] ?? ""]),
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    const answer = { status: 400, headers, text: body, json: JSON.parse(body) };
    expect(described(answer)).toEqual(refused({ status: 400, code: "request.invalid" }));
  }
  expect((await send(app.origin, "GET /livez")).status).toBe(200);
});
