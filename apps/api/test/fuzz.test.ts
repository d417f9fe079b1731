import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { RouteLine } from "../src/platform/route.ts";
import { allRoutes } from "../src/routes.ts";
import { startTestApp, type TestApp } from "./app.ts";
import { expectInvariants } from "./expectations.ts";
import { stay } from "./factories.ts";
import { faultsOf } from "./fuzz/faults-of.ts";
import { countFields, inputsOf } from "./fuzz/inputs-of.ts";
import { shootEverywhere } from "./fuzz/surfaces.ts";
import { callersOf, startWorld, type World } from "./fuzz/world.ts";
import { send } from "./http.ts";

// `FUZZ_RUNS=500 FUZZ_SEED=7` looks further; what fast-check prints on a failure is run again with its seed.
/** Inputs for each field of an action. */
const runs = Number(process.env["FUZZ_RUNS"] ?? 15);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_120);
const timeout = 30_000 + runs * 3000;

let app: TestApp;
let world: World;
/** How each action was answered: what it refused with, or "done". */
const seen = new Map<string, Map<string, number>>();

beforeAll(async () => {
  app = await startTestApp();
  world = await startWorld(app);
});
afterEach(() => expectInvariants(app));
afterAll(() => app.close());

test.each(allRoutes.map((route) => [route.action.name, route] as const))(
  "%s: whatever is sent, by whomever, over any surface, is answered or refused as the contract says",
  async (name, route) => {
    const own = new Map<string, number>();
    seen.set(name, own);
    const shots = fc.record({
      caller: fc.constantFrom(...callersOf(name)),
      hasKey: fc.nat(3).map((roll) => roll > 0),
      input: inputsOf(route.action.input, world.known),
    });
    await fc.assert(
      fc.asyncProperty(shots, async ({ caller, hasKey, input: named }) => {
        const key = hasKey ? randomUUID() : undefined;
        const input = await world.resolve(named);
        const token = await world.tokenOf(caller);
        const replies = await shootEverywhere(app, { route, input, token, key });
        for (const { problem } of replies)
          own.set(problem?.code ?? "done", (own.get(problem?.code ?? "done") ?? 0) + 1);
        expect(faultsOf({ route, input, key, replies })).toEqual([]);
      }),
      { numRuns: runs * (1 + countFields(route.action.input)), seed },
    );
    expect((await send(app.origin, "GET /livez")).status).toBe(200);
  },
  timeout,
);

test("the inputs went deep: every action was done, and was refused for its input", () => {
  const shallow = [...seen].filter(([, own]) => !own.has("done") || !own.has("request.invalid"));
  expect(shallow).toEqual([]);
});

const torn = fc.record({
  at: fc.nat(400),
  cut: fc.nat(6),
  put: fc.constantFrom(
    "",
    "{",
    "}",
    "[",
    '"',
    ",",
    ":",
    "\\u0000",
    "\u0000",
    "\ufeff",
    "1e999",
    "//",
    '"a":1,"a":2,',
    "\ud83d",
  ),
});

test("a request whose text is torn anywhere is answered or refused, over every surface", async () => {
  const quote = JSON.stringify({ listingId: await world.resolve("@listing.open"), ...stay(50), guests: { adults: 2 } });
  const query = `mutation { bookingsQuote(input: {}) { id total { amount } lineItems { kind amount { currency } } } }`;
  const requests: readonly (readonly [string, RouteLine, string])[] = [
    [app.rest, "POST /quotes", quote],
    [app.origin, "POST /trpc/bookings.quote", quote],
    [app.origin, "POST /graphql", JSON.stringify({ query, variables: { input: 1 }, operationName: null })],
  ];
  const tear = (text: string, { at, cut, put }: { at: number; cut: number; put: string }) =>
    text.slice(0, at % text.length) + put + text.slice((at % text.length) + cut);
  await fc.assert(
    fc.asyncProperty(torn, async (how) => {
      for (const [base, line, text] of requests) {
        const answer = await send(base, line, { body: tear(text, how) });
        expect(answer.status, answer.text).toBeLessThan(500);
        expect(answer.status < 400 || /"code":"[a-z_.]+"/.test(answer.text), answer.text).toBe(true);
      }
    }),
    { numRuns: runs * 8, seed },
  );
});

const headerNames = [
  ...["authorization", "cookie", "idempotency-key", "content-type", "accept", "origin", "sec-fetch-site"],
  ...["x-request-id", "x-forwarded-for", "x-forwarded-proto", "if-none-match", "accept-encoding", "accept-language"],
];
const headerTexts = fc.oneof(
  fc.constantFrom(
    "",
    "Bearer ",
    "Bearer x y",
    "roost_session=%00",
    "roost_session=;;=",
    "null",
    "application/json; charset=utf-16",
  ),
  fc.constantFrom(
    "application/json;;;",
    "multipart/form-data",
    "x".repeat(4000),
    "=?",
    "*/*;q=nan",
    "::ffff:127.0.0.1,,",
    "javascript:0",
  ),
  fc.stringMatching(/^[!-~\u00a0-\u00ff]{0,30}$/),
);

test("whatever its headers say, a request is answered or refused", async () => {
  const body = { listingId: await world.resolve("@listing.open"), ...stay(50), guests: { adults: 2 } };
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...headerNames), headerTexts), async (headers) => {
      const requests: readonly (readonly [string, RouteLine, object?])[] = [
        [app.rest, "GET /users/me"],
        [app.rest, "POST /quotes", body],
        [app.origin, "POST /trpc/bookings.quote", body],
        [app.origin, "POST /graphql", { query: "{ usersMe { id } }" }],
      ];
      for (const [base, line, sent] of requests) {
        const answer = await send(base, line, { body: sent, headers });
        expect(answer.status, answer.text).toBeLessThan(500);
      }
    }),
    { numRuns: runs * 8, seed },
  );
});
