import { readFile } from "node:fs/promises";
import { type ErrorCode, errorTable } from "@roost/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Route } from "../src/platform/route.ts";
import { allRoutes, routers } from "../src/routes.ts";
import { fieldName } from "../src/surfaces/graphql/names.ts";
import { buildTrpcRouter } from "../src/surfaces/trpc/router.ts";
import { ask } from "./graphql.ts";
import { send } from "./http.ts";
import { badInputs } from "./surfaces/bad-inputs.ts";
import type { Case, Cases } from "./surfaces/case.ts";
import { adminCases } from "./surfaces/cases/admin.ts";
import { authCases } from "./surfaces/cases/auth.ts";
import { bookingCases } from "./surfaces/cases/bookings.ts";
import { chargebackCases } from "./surfaces/cases/chargebacks.ts";
import { feedCases } from "./surfaces/cases/feeds.ts";
import { listingCases } from "./surfaces/cases/listings.ts";
import { paymentCases } from "./surfaces/cases/payments.ts";
import { payoutCases } from "./surfaces/cases/payouts.ts";
import { photoCases } from "./surfaces/cases/photos.ts";
import { priceCases } from "./surfaces/cases/prices.ts";
import { reviewCases } from "./surfaces/cases/reviews.ts";
import { everywhere, type Outcome, openPlaces, type Place } from "./surfaces/places.ts";
import type { Call } from "./surfaces/surfaces.ts";
import type { World } from "./surfaces/world.ts";

const cases: Cases = {
  ...authCases,
  ...listingCases,
  ...photoCases,
  ...priceCases,
  ...bookingCases,
  ...paymentCases,
  ...feedCases,
  ...chargebackCases,
  ...payoutCases,
  ...reviewCases,
  ...adminCases,
};
const named = allRoutes.map((route) => ({ name: route.action.name, route, own: cases[route.action.name] ?? [] }));
const names = named.map(({ name }) => name);

let places: readonly Place[];
beforeAll(async () => {
  places = await openPlaces();
});
afterAll(() => Promise.all(places.map(({ world }) => world.app.close())));

async function callOf(world: World, route: Route, one: Case): Promise<Call> {
  const input = typeof one.input === "function" ? await one.input(world) : one.input;
  const token = one.as && (await world.tokenOf(one.as));
  const isKeyed = route.action.kind !== "query" && one.key !== false;
  return { route, input, token, ...(isKeyed && { key: one.what.replaceAll(/\W+/g, "-") }) };
}

const refusalOf = ({ problem }: Outcome) => problem && [problem.code, ...(problem.errors ?? []).map((e) => e.pointer)];

/** What stands in the way of the same call again: the session has ended with it, or its answer is a secret. */
function refusedWhenRepeated({ action, session }: Route, { as }: Case): ErrorCode | undefined {
  if (as !== undefined && session !== undefined) return "auth.session_invalid";
  return action.kind === "command" && action.secret === true ? "idempotency.secret_not_replayed" : undefined;
}

test("every action is on every surface, and nothing else is", async () => {
  const [place] = places;
  if (!place) throw new Error("there is no surface");
  const { origin } = place.world.app;
  expect(Object.keys(buildTrpcRouter(routers)._def.procedures).toSorted()).toEqual(names.toSorted());
  const document = await send(origin, "GET /api/openapi.json");
  expect(operationIdsOf(document.json).toSorted()).toEqual(names.toSorted());
  const { data } = await ask(place.world.app, schemaQuestion);
  expect(rootFieldsOf(data).toSorted()).toEqual(names.map(fieldName).toSorted());
});

test("the document that is served is the one that is committed, but for its address and the cookie that follows from it", async () => {
  const committed = await readFile(new URL("../../../docs/generated/openapi.json", import.meta.url), "utf8");
  for (const { world } of places) {
    const { text } = await send(world.app.origin, "GET /api/openapi.json");
    const served = text.replaceAll(world.app.origin, "").replace('"roost_session"', '"__Host-roost_session"');
    expect(JSON.parse(served)).toEqual(JSON.parse(committed));
  }
});

test("every action has cases: what it does, and what it refuses; no case is of an action that there is not", () => {
  const shown = named.filter(({ own }) => own.some(({ refused }) => !refused) && own.some(({ refused }) => refused));
  expect(names.filter((name) => !shown.some((one) => one.name === name))).toEqual([]);
  expect(Object.keys(cases).filter((name) => !names.includes(name))).toEqual([]);
});

describe.each(named)("$name", ({ route, own }) => {
  test.each(own)("$what", async (one) => {
    const calls = new Map<World, Call>();
    const outcome = await everywhere(places, async (world) => {
      const call = await callOf(world, route, one);
      calls.set(world, call);
      return call;
    });
    expect(refusalOf(outcome)).toEqual(one.refused);
    expect(outcome.problem?.status).toBe(one.refused && errorTable[one.refused[0]].http);
    expect(one.refused && !one.leaves ? outcome.changes : []).toEqual([]);
    const isKept = !one.refused || one.leaves === "something once";
    if (route.action.kind === "query" || !isKept) return;

    const again = await everywhere(places, async (world) => calls.get(world) ?? callOf(world, route, one));
    const refused = refusedWhenRepeated(route, one) ?? outcome.problem?.code;
    expect(again.changes).toEqual([]);
    expect(again.problem?.code).toBe(refused);
    expect(again.output).toEqual(refused === undefined ? outcome.output : undefined);
    expect(again.replayed || refused !== undefined).toBe(true);
  });

  test("bad input", async () => {
    const [right] = own.filter(({ refused }) => !refused);
    if (!right) throw new Error("this action has no case that succeeds");
    const calls = new Map<World, Call>();
    for (const { world } of places) calls.set(world, await callOf(world, route, right));
    const faults = badInputs(route, calls.values().next().value?.input ?? {});
    for (const [at, { what, pointer }] of faults.entries()) {
      const outcome = await everywhere(places, async (world) => {
        const call = calls.get(world) ?? (await callOf(world, route, right));
        return { ...call, input: badInputs(route, call.input)[at]?.input ?? {} };
      });
      expect(refusalOf(outcome), what).toEqual(["request.invalid", pointer]);
      expect(outcome.changes, what).toEqual([]);
    }
  });
});

const operationIdsOf = (json: unknown): readonly string[] =>
  Object.values(z.object({ paths: z.record(z.string(), Methods) }).parse(json).paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
const Methods = z.record(z.string(), z.object({ operationId: z.string() }));

const schemaQuestion = "{ __schema { queryType { fields { name } } mutationType { fields { name } } } }";
const Root = z.object({ fields: z.array(z.object({ name: z.string() })) });
const rootFieldsOf = (data: unknown): readonly string[] => {
  const { queryType, mutationType } = z
    .object({ __schema: z.object({ queryType: Root, mutationType: Root }) })
    .parse(data).__schema;
  return [...queryType.fields, ...mutationType.fields].map(({ name }) => name);
};
