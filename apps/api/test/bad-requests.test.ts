import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RouteLine } from "../src/platform/route.ts";
import { startTestApp, type TestApp } from "./app.ts";
import { home, type Person, person, stay } from "./factories.ts";
import { problemIn, send } from "./http.ts";

let app: TestApp;
let guest: Person;
let listingId: string;

beforeAll(async () => {
  app = await startTestApp();
  guest = await person(app);
  listingId = (await home(app, await person(app, "host"))).id;
});
afterAll(() => app.close());

/** What `send` would not send: bytes. */
async function sendBytes(path: string, body: Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(app.origin + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}

const places = ["/api/v1/users", "/trpc/auth.signUp", "/graphql"];
const cut = (text: string, bytes: readonly number[]) => {
  const [before = "", after = ""] = text.split("HERE");
  return Uint8Array.from([...Buffer.from(before), ...bytes, ...Buffer.from(after)]);
};

test.each([
  ["a byte that is in no UTF-8", [0xff]],
  ["half a surrogate pair", [0xed, 0xa0, 0x80]],
  ["NUL in two bytes", [0xc0, 0x80]],
  ["a character that is cut off", [0xf0, 0x9f, 0x98]],
])("a body with %s is 400 everywhere, and nothing is stored in its place", async (_what, bytes) => {
  const signUp = '{"email":"utf8@example.com","password":"correct horse","firstName":"HERE","lastName":"B"}';
  const mutation = "mutation ($input: AuthSignUpInput!) { authSignUp(input: $input) { status } }";
  for (const path of places) {
    const text = path === "/graphql" ? `{"query":"${mutation}","variables":{"input":${signUp}}}` : signUp;
    const { status, text: answer } = await sendBytes(path, cut(text, bytes));
    expect([path, status]).toEqual([path, 400]);
    expect(answer).toContain("The body is not UTF-8.");
  }
  const found = await app.app.sql.all("test_utf8", "select id from app_user where email = 'utf8@example.com'");
  expect(found).toEqual([]);
});

test("a compressed body is 415 everywhere, even if it were none", async () => {
  for (const path of places) {
    for (const body of [Uint8Array.from(gzipSync("{}")), Uint8Array.from(Buffer.from("{}"))]) {
      const { status, text } = await sendBytes(path, body, { "content-encoding": "gzip" });
      expect([path, status]).toEqual([path, 415]);
      expect(text).toContain("Bodies come uncompressed here.");
    }
  }
  expect((await sendBytes("/api/v1/users", cut("{}", []), { "content-encoding": "identity" })).status).toBe(400);
});

test.each(["%FF", "%ED%A0%80", "%E0%A4%A", "100%", "%u0041"])("?city=%s is 400 and names the field", async (text) => {
  const rest = await send(app.rest, `GET /listings?limit=1&city=${text}`);
  expect([rest.status, problemIn(rest)?.errors?.[0]?.pointer]).toEqual([400, "/city"]);
  const trpc = await send(app.origin, `GET /trpc/listings.search?input=${text}`);
  expect([trpc.status, problemIn(trpc)?.errors?.[0]?.pointer]).toEqual([400, "/input"]);
});

test.each([
  ["a path that is no UTF-8", "GET /api/v1/listings/%FF", 400],
  ["a part that is too long", `GET /api/v1/listings/${"x".repeat(400)}`, 400],
  ["a query that is no UTF-8", "GET /api/v1/listings?city=%FF", 400],
  ["a path that there is not", "GET /nowhere", 404],
] as const)("%s is answered with the headers that protect every answer", async (_what, line, status) => {
  const answer = await send(app.origin, line);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-security-policy")).toBe("default-src 'none';frame-ancestors 'none'");
});

test("a name that cannot be read is refused, too; a plus, and a per cent that stands for itself, are fine", async () => {
  expect((await send(app.rest, "GET /listings?%FF=1")).status).toBe(400);
  expect((await send(app.rest, "GET /listings?city=New+%C3%98rleans%25")).status).toBe(200);
});

test("a part of the path that is too long is said to be", async () => {
  const answer = await send(app.rest, `GET /listings/${"a".repeat(400)}`);
  expect(problemIn(answer)?.detail).toBe("A part of the address is too long.");
});

test("DELETE takes no body but an empty one", async () => {
  const line = "DELETE /auth/sessions/current";
  const { token } = await person(app);
  const full = await send(app.rest, line, { token, body: { everywhere: true } });
  expect([full.status, problemIn(full)?.errors?.[0]?.pointer]).toEqual([400, "/everywhere"]);
  expect((await send(app.rest, line, { token, body: [] })).status).toBe(400);
  expect((await send(app.rest, line, { token, body: {} })).status).toBe(204);
});

test("OPTIONS says what there is; other methods are 405 on every surface", async () => {
  for (const [path, allow] of [
    ["/api/v1/listings", "GET, POST"],
    ["/api/v1/quotes", "POST"],
    ["/trpc/listings.search", "GET, POST"],
    ["/graphql", "GET, POST"],
  ] as const) {
    const options = await fetch(app.origin + path, { method: "OPTIONS" });
    expect([path, options.status, options.headers.get("allow")?.split(", ").toSorted()]).toEqual([
      path,
      204,
      allow.split(", "),
    ]);
    const other: RouteLine = `PATCH ${path}`;
    const refused = await send(app.origin, other, { body: "{" });
    expect([path, refused.status, refused.headers.get("allow")]).toEqual([path, 405, options.headers.get("allow")]);
  }
});

test("HEAD is answered on every surface, as GET is and without a body", async () => {
  for (const [path, status] of [
    ["/api/v1/listings?limit=1", 200],
    ["/api/v1/quotes", 405],
    ["/trpc/listings.search", 204],
    ["/graphql", 405],
    ["/livez", 200],
    ["/nowhere", 404],
  ] as const) {
    const answer = await fetch(app.origin + path, { method: "HEAD" });
    expect([path, answer.status, await answer.text()]).toEqual([path, status, ""]);
  }
});

test("an id in capitals is the same id: for what is answered, and for a key", async () => {
  const body = { listingId, ...stay(9), guests: { adults: 1 } };
  const key = "capitals";
  const small = await send(app.rest, "POST /quotes", { token: guest.token, key, body });
  const large = await send(app.rest, "POST /quotes", {
    ...{ token: guest.token, key },
    body: { ...body, listingId: listingId.toUpperCase() },
  });
  expect([small.status, large.status, large.headers.get("idempotent-replayed")]).toEqual([201, 201, "true"]);
  const other = await send(app.rest, "POST /quotes", { body: { ...body, listingId: listingId.toUpperCase() } });
  expect(other.json).toMatchObject({ listingId });
});
