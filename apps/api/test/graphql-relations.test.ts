import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestApp, type TestApp } from "./app.ts";
import { booked, home, type Person, person, quoteFor, stay } from "./factories.ts";
import { ask } from "./graphql.ts";

let app: TestApp;
let host: Person;
let guest: Person;

beforeAll(async () => {
  app = await startTestApp();
  [host, guest] = await Promise.all([person(app, "host"), person(app)]);
});
afterAll(() => app.close());

const list = `query ($as: BookingsListAs!) {
  bookingsList(as: $as, limit: 100) {
    data {
      id listingId guestId guest { id firstName } payment { id status }
      listing { id title latitude hostId host { id firstName reviewCount } reviews { nodes { id } } }
    }
  }
}`;

test("20 bookings ask once for their homes, for the hosts and reviews of those, for their guests and for their payments", async () => {
  const dates = stay(10);
  for (let count = 0; count < 20; count += 1) {
    await booked(app, guest, { listing: await home(app, host, { title: `Home ${count}` }), dates });
  }
  const query = vi.spyOn(app.app.pool, "query");
  const { data, problems } = await ask(app, list, { variables: { as: "guest" }, token: guest.token });
  const names = query.mock.calls.map(([config]) => Reflect.get(Object(config), "name"));
  query.mockRestore();
  expect(problems).toEqual([]);
  const bookings = Reflect.get(Reflect.get(Object(data), "bookingsList"), "data");
  expect(bookings).toHaveLength(20);
  for (const booking of bookings) {
    expect(booking.listing.id).toBe(booking.listingId);
    expect(booking.listing.reviews).toEqual({ nodes: [] });
    expect(booking.listing.host).toEqual({ id: host.userId, firstName: expect.any(String), reviewCount: 0 });
    expect(booking.guest).toEqual({ id: guest.userId, firstName: expect.any(String) });
    expect(booking.payment.status).toBe("requires_payment");
  }
  // A sweep may come by meanwhile.
  const read = names.map(String).filter((name) => /^(?:listing|payment|review|user)_(?!due)/.test(name));
  expect(read.toSorted()).toEqual([
    ...["listing_find_many", "payment_find_many", "review_pages_listing_id_-createdAt"],
    ...["review_ratings", "review_ratings", "user_find_open", "user_find_open"],
  ]);
});

test("a relation shows what its own action shows this caller", async () => {
  const place = { latitude: 60.3913, longitude: 5.3221 };
  const { id: listingId } = await home(app, host, { title: "Hidden point", ...place });
  const traveller = await person(app);
  await booked(app, traveller, { listing: { id: listingId }, dates: stay(20) });
  const seenBy = async (who: Person, as: "guest" | "host") => {
    const { data } = await ask(app, list, { variables: { as }, token: who.token });
    const all: { listingId: string; listing: unknown }[] = Reflect.get(
      Reflect.get(Object(data), "bookingsList"),
      "data",
    );
    return all.find((booking) => booking.listingId === listingId)?.listing;
  };
  expect(await seenBy(host, "host")).toMatchObject({ latitude: place.latitude });
  const seen = await seenBy(traveller, "guest");
  expect(seen).toMatchObject({ title: "Hidden point" });
  expect(seen).not.toMatchObject({ latitude: place.latitude });

  await app.client(host.token).listings.unlist.mutate({ listingId });
  expect(await seenBy(host, "host")).toMatchObject({ title: "Hidden point" });
  expect(await seenBy(traveller, "guest")).toMatchObject({ title: "Hidden point" });
});

test("who is suspended is no host and no guest of anything", async () => {
  const gone = await person(app, "host");
  const { id } = await home(app, gone);
  const hostOf = async () => (await ask(app, `{ listingsGet(listingId: "${id}") { host { id } } }`)).data;
  expect(await hostOf()).toEqual({ listingsGet: { host: { id: gone.userId } } });
  await app.app.sql.run("test_suspend", "update app_user set status = 'suspended' where id = $1", [gone.userId]);
  expect(await hostOf()).toEqual({ listingsGet: { host: null } });
});

test("a quote tells of its home, and a home of its reviews, as a connection", async () => {
  const listing = await home(app, host);
  const { id } = await quoteFor(app, listing, stay(30));
  const { data, problems } = await ask(
    app,
    `query ($id: ID!) { bookingsGetQuote(quoteId: $id) {
      listing { title reviews(first: 5, sort: rating_desc) { nodes { rating } pageInfo { hasNextPage endCursor } } }
    } }`,
    { variables: { id } },
  );
  expect(problems).toEqual([]);
  expect(data).toEqual({
    bookingsGetQuote: {
      listing: { title: listing.title, reviews: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } },
    },
  });
});

test("a bad argument of a relation fails that field alone, with a pointer", async () => {
  const { id } = await home(app, host);
  const { status, data, problems } = await ask(
    app,
    `query ($first: Int!) { listingsGet(listingId: "${id}") {
      id many: reviews(first: $first) { nodes { id } } few: reviews(first: 1) { nodes { id } }
    } }`,
    { variables: { first: 1000 } },
  );
  expect([status, data]).toEqual([200, { listingsGet: { id, many: null, few: { nodes: [] } } }]);
  expect(problems).toMatchObject([{ code: "request.invalid", errors: [{ pointer: "/first" }] }]);
});
