import { expect, test } from "vitest";
import { openApiChanges } from "./openapi-changes.ts";

const Booking = { type: "object", properties: { id: { type: "string" } }, required: ["id"] };
const wanted = { type: "object", properties: { quoteId: { type: "string" } }, required: ["quoteId"] };

const create = {
  operationId: "bookings.create",
  security: [{ session: [] }],
  parameters: [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string" } }],
  requestBody: { required: true, content: { "application/json": { schema: wanted } } },
  responses: {
    201: {
      headers: { Location: {} },
      content: { "application/json": { schema: { $ref: "#/components/schemas/Booking" } } },
    },
    409: { content: {} },
  },
};
const get = {
  operationId: "bookings.get",
  security: [{}, { session: [] }],
  parameters: [{ name: "limit", in: "query", schema: { type: "integer", maximum: 100 } }],
  responses: { 200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Booking" } } } } },
};
const paths = { "/bookings": { post: create }, "/bookings/{bookingId}": { get } };

const document = (operations: object, schemas: object = { Booking }) =>
  JSON.stringify({ openapi: "3.1.0", paths: operations, components: { schemas } });

const changed = (operations: object, schemas?: object): readonly string[] =>
  openApiChanges(document(paths), document(operations, schemas)).map(({ subject, change }) => `${subject}: ${change}`);

const withCreate = (change: object) => changed({ ...paths, "/bookings": { post: { ...create, ...change } } });
const withGet = (change: object) => changed({ ...paths, "/bookings/{bookingId}": { get: { ...get, ...change } } });

test("the same again, and more of it, breaks nothing", () => {
  expect(changed(paths)).toEqual([]);
  const more = { ...paths, "/trips": { get: { ...get, operationId: "trips.get" } } };
  expect(changed(more, { Booking, Trip: { type: "object" } })).toEqual([]);
});

test("an operation that is gone, or elsewhere", () => {
  expect(changed({ "/bookings": { post: create } })).toEqual(["bookings.get: GET /bookings/{bookingId} is gone"]);
  expect(changed({ "/bookings/{bookingId}": { get, put: create } })).toEqual([
    "bookings.create: is at PUT /bookings/{bookingId} instead of POST /bookings",
  ]);
});

test("a session that is needed now", () => {
  expect(withGet({ security: [{ session: [] }] })).toEqual(["bookings.get: needs a session now"]);
});

test("a credential that is not taken any more, an address where nothing is", () => {
  expect(withCreate({ security: [{ cookie: [] }] })).toEqual([
    "bookings.create: cannot be called with a session any more",
  ]);
  const at = (url: string) => JSON.stringify({ ...JSON.parse(document(paths)), servers: [{ url }] });
  expect(openApiChanges(at("/api/v1"), at("/api/v1"))).toEqual([]);
  expect(openApiChanges(at("/api/v1"), at("/api/v2"))).toEqual([
    { subject: "servers", change: "nothing is at /api/v1 any more" },
  ]);
});

test("parameters", () => {
  const limit = { name: "limit", in: "query", schema: { type: "integer", maximum: 50 } };
  expect(withGet({ parameters: [limit] })).toEqual(["bookings.get: input has a new maximum: 50 (query /limit)"]);
  expect(withGet({ parameters: [] })).toEqual(["bookings.get: input query /limit is not taken any more"]);
  const more = [...get.parameters, { ...limit, name: "as", required: true }, { ...limit, name: "to" }];
  expect(withGet({ parameters: more })).toEqual(["bookings.get: input query /as is new and required"]);
  const key = { ...create.parameters[0], required: true };
  expect(withCreate({ parameters: [key] })).toEqual(["bookings.create: input header /Idempotency-Key is required now"]);
});

test("bodies", () => {
  const body = (schema: object, required = true) => ({ required, content: { "application/json": { schema } } });
  const more = { ...wanted, properties: { ...wanted.properties, guests: { type: "integer" } } };
  expect(withCreate({ requestBody: body(more) })).toEqual([]);
  expect(withCreate({ requestBody: body({ ...more, required: ["quoteId", "guests"] }) })).toEqual([
    "bookings.create: input /guests is new and required",
  ]);
  expect(withCreate({ requestBody: undefined })).toEqual(["bookings.create: input: a body is not taken any more"]);
  expect(withGet({ requestBody: body(wanted) })).toEqual(["bookings.get: input: a body is required now"]);
  expect(withGet({ requestBody: body({ ...wanted, required: [] }, false) })).toEqual([]);
});

test("answers: another status, a header or a type less; one refusal more or less is none", () => {
  const { 201: made } = create.responses;
  expect(withCreate({ responses: { 200: made } })).toEqual(["bookings.create: does not answer 201 any more"]);
  expect(withCreate({ responses: { 201: { content: made.content }, 422: { content: {} } } })).toEqual([
    "bookings.create: 201 comes without the header Location",
  ]);
  expect(withCreate({ responses: { 201: { ...made, content: {} } } })).toEqual([
    "bookings.create: output application/json is gone",
  ]);
});

test("a type that several answers use is named once, by its own name", () => {
  expect(changed(paths, { Booking: { ...Booking, required: [] } })).toEqual([
    "Booking: output /id may be left out now",
  ]);
});
