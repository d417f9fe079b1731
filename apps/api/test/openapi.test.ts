import { type ErrorCode, errorTable } from "@roost/contract";
import { expect, test } from "vitest";
import { isPublic } from "../src/permissions.ts";
import { ownRefusals, refusalsOf } from "../src/refusals.ts";
import { allRoutes, routers } from "../src/routes.ts";
import { examples } from "../src/surfaces/rest/examples.ts";
import { openApiDocument } from "../src/surfaces/rest/openapi.ts";
import { restBase } from "../src/surfaces/surfaces.ts";
import { buildTrpcRouter } from "../src/surfaces/trpc/router.ts";
import { adminCases } from "./surfaces/cases/admin.ts";
import { authCases } from "./surfaces/cases/auth.ts";
import { bookingCases } from "./surfaces/cases/bookings.ts";
import { chargebackCases } from "./surfaces/cases/chargebacks.ts";
import { listingCases } from "./surfaces/cases/listings.ts";
import { paymentCases } from "./surfaces/cases/payments.ts";
import { priceCases } from "./surfaces/cases/prices.ts";
import { reviewCases } from "./surfaces/cases/reviews.ts";

const names = allRoutes.map(({ action }) => action.name).toSorted();
const cases = {
  ...authCases,
  ...listingCases,
  ...priceCases,
  ...bookingCases,
  ...paymentCases,
  ...chargebackCases,
  ...reviewCases,
  ...adminCases,
};
const document = openApiDocument({
  router: buildTrpcRouter(routers),
  routes: allRoutes,
  baseUrl: restBase,
  cookie: "session",
  isPublic,
  refusalsOf,
});

const methodKeys = { GET: "get", POST: "post", PATCH: "patch", PUT: "put", DELETE: "delete" } as const;
const documented = allRoutes.map((route) => ({
  route,
  name: route.action.name,
  operation: document.paths?.[route.path]?.[methodKeys[route.method]],
}));

test("every action says what it refuses, and has an example; nothing else does", () => {
  expect(Object.keys(ownRefusals).toSorted()).toEqual(names);
  expect(Object.keys(examples).toSorted()).toEqual(names);
});

test.each(documented)("$name lists every refusal that its cases meet, under its status", ({ name, operation }) => {
  const met = (cases[name] ?? []).flatMap(({ refused }) => (refused ? [refused[0]] : []));
  const listed = new Set(
    Object.entries(operation?.responses ?? {}).flatMap(([status, answer]) =>
      descriptionOf(answer)
        .split(", ")
        .map((code) => `${status} ${code}`),
    ),
  );
  const missing = met.map((code: ErrorCode) => `${errorTable[code].http} ${code}`).filter((line) => !listed.has(line));
  expect(missing).toEqual([]);
});

test.each(documented)("$name has an example that its schemas take, and that its answer would be", ({ route, name }) => {
  const { input, output } = examples[name] ?? { input: {} };
  expect(route.action.input.safeParse(input).error?.issues).toBeUndefined();
  expect(route.action.output.parse(output)).toEqual(output);
});

test("nothing promises what there is not: a limit of calls, a body where none is taken, one that must be empty", () => {
  for (const { name, operation } of documented) {
    const statuses = Object.keys(operation?.responses ?? {});
    const takesBody = operation?.requestBody !== undefined;
    expect(statuses, name).not.toContain("429");
    expect([statuses.includes("413"), statuses.includes("415")], name).toEqual([takesBody, takesBody]);
  }
  expect(document.paths?.["/users/me/host"]?.post?.requestBody).toMatchObject({ required: false });
  expect(document.paths?.["/quotes"]?.post?.requestBody).toMatchObject({ required: true });
});

const descriptionOf = (answer: unknown): string =>
  typeof answer === "object" && answer !== null && "description" in answer ? String(answer.description) : "";
