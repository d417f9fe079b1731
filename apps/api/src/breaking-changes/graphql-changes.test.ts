import { expect, test } from "vitest";
import { graphqlChanges } from "./graphql-changes.ts";

const schema = `
  type Query { bookingsGet(id: ID!): Booking  usersMe: User }
  type Mutation { bookingsCreate(input: BookingsCreateInput!): Booking }
  input BookingsCreateInput { quoteId: ID! }
  type Booking { id: ID!  state: State! }
  type User { id: ID! }
  enum State { open closed }
`;

const changed = (from: string, to: string): readonly string[] => {
  const actions = ["bookings.get", "bookings.create", "users.me"];
  return graphqlChanges(schema, schema.replace(from, to), actions).map(({ subject }) => subject);
};

test.each([
  ["the same", "", "", []],
  ["a new field", "id: ID!  state", "id: ID!  more: ID!  state", []],
  ["a new choice", "open closed", "open closed new", []],
  ["an action less", "usersMe: User", "", ["users.me"]],
  ["a new argument that is required", "(id: ID!)", "(id: ID!, as: ID!)", ["bookings.get"]],
  ["an argument of another type", "(id: ID!)", "(id: Int!)", ["bookings.get"]],
  ["a new field of an input that is required", "quoteId: ID!", "quoteId: ID!, guests: Int!", ["bookings.create"]],
  ["a field less", "id: ID!  state: State!", "id: ID!", ["Booking"]],
  ["a field that may be null", "state: State!", "state: State", ["Booking"]],
  ["a choice less", "open closed", "open", ["State"]],
])("%s", (_what, from, to, subjects) => {
  expect(changed(from, to)).toEqual(subjects);
});
