// Compiled, never run: what the client's types promise.
import { createTRPCClient, httpLink, isTRPCClientError, type TRPCClient } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { expectTypeOf } from "vitest";
import {
  type AppRouter,
  type Booking,
  createClient,
  type ErrorCode,
  type Guests,
  type GuestsInput,
  isRoostError,
  type ListingSummary,
  type NextStep,
  type Problem,
  paginate,
  type RoostError,
  type RoostErrorCode,
  type Session,
  type User,
} from "../src/index.ts";

const client = createClient({ url: "http://localhost:4000" });

export async function outputs(): Promise<void> {
  expectTypeOf(await client.bookings.create.mutate({ quoteId: "q" })).toEqualTypeOf<Booking>();
  expectTypeOf(await client.users.me.query()).toEqualTypeOf<User>();
  expectTypeOf(await client.auth.signOut.mutate()).toEqualTypeOf<undefined>();
  const { data } = await client.listings.search.query({ city: "Oslo", sort: "-price" });
  expectTypeOf(data).toEqualTypeOf<ListingSummary[]>();
  const { next } = await client.payments.start.mutate({ bookingId: "b", provider: "stripe" });
  expectTypeOf(next).toEqualTypeOf<NextStep>();
  if (next.kind === "client_secret") expectTypeOf(next.clientSecret).toEqualTypeOf<string>();
}

export async function inputs(): Promise<void> {
  const stay = { listingId: "l", checkIn: "2027-06-01", checkOut: "2027-06-05" };
  await client.bookings.quote.mutate({ ...stay, guests: { adults: 2 } });
  // @ts-expect-error adults is required
  await client.bookings.quote.mutate({ ...stay, guests: {} });
  // @ts-expect-error there is no such sort
  await client.listings.search.query({ sort: "cheapest" });
  // @ts-expect-error an unknown field
  await client.bookings.create.mutate({ quoteId: "q", price: 1 });
  // @ts-expect-error an input with a required field may not be left out
  await client.bookings.create.mutate();
  // @ts-expect-error a mutation is no query
  await client.bookings.create.query({ quoteId: "q" });
  await client.users.me.query({}, { signal: new AbortController().signal, context: { idempotencyKey: "k" } });
}

expectTypeOf<Guests>().toEqualTypeOf<{ adults: number; children: number; infants: number; pets: number }>();
expectTypeOf<GuestsInput["children"]>().toEqualTypeOf<number | undefined>();
expectTypeOf<inferRouterInputs<AppRouter>["bookings"]["create"]>().toEqualTypeOf<{ quoteId: string }>();
expectTypeOf<inferRouterOutputs<AppRouter>["auth"]["signIn"]["session"]>().toEqualTypeOf<Session>();

export async function pages(): Promise<void> {
  for await (const home of paginate(client.listings.search, { city: "Oslo" })) {
    expectTypeOf(home).toEqualTypeOf<ListingSummary>();
  }
  for await (const page of paginate(client.bookings.list, { as: "host" }).pages()) {
    expectTypeOf(page.data).toEqualTypeOf<readonly Booking[]>();
  }
  // @ts-expect-error there is no such role
  paginate(client.bookings.list, { as: "operator" });
  // @ts-expect-error one booking is no list
  paginate(client.bookings.get, { bookingId: "b" });
}

export function errors(error: unknown): void {
  if (isRoostError(error)) {
    expectTypeOf(error).toEqualTypeOf<RoostError>();
    expectTypeOf(error.code).toEqualTypeOf<RoostErrorCode>();
    expectTypeOf<ErrorCode>().toExtend<RoostErrorCode>();
  }
  if (isRoostError(error, "quote.expired")) expectTypeOf(error.code).toEqualTypeOf<"quote.expired">();
  // @ts-expect-error there is no such code
  isRoostError(error, "quote.expried");
}

/** Without the SDK's client: tRPC's own, over the same router type. */
export const plain: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({ links: [httpLink({ url: "http://test" })] });

export function plainErrors(error: unknown): void {
  if (isTRPCClientError<AppRouter>(error)) expectTypeOf(error.data?.problem).toEqualTypeOf<Problem | undefined>();
}
