import type { HttpRequest } from "../http-text.ts";

/** How a home is asked for by its id. */
export interface Surface {
  readonly name: string;
  readonly title: string;
  request(id: string): HttpRequest;
  /** The home in an answer. */
  homeIn(answer: unknown): unknown;
}

const ids = "ids at random";

export const rest: Surface = {
  name: "rest.get",
  title: `GET /listings/{listingId}, ${ids}`,
  request: (id) => ({ path: `/api/v1/listings/${id}` }),
  homeIn: (answer) => answer,
};

/** As the SDK sends it: reads travel in batches, here of one. */
export const trpc: Surface = {
  name: "trpc.get",
  title: `GET /trpc/listings.get, ${ids}; beside the bare server's rest.get`,
  request: (id) => ({
    path: `/trpc/listings.get?batch=1&input=${encodeURIComponent(JSON.stringify({ 0: { listingId: id } }))}`,
  }),
  homeIn: (answer) => within(answer, ["0", "result", "data"]),
};

const money = "{ amount currency }";
const fields = `id hostId title description propertyType roomType address neighbourhood city region country latitude longitude
  timeZone amenities maxGuests bedrooms beds bathrooms includedGuests bookingMode status createdAt version
  nightlyPrice ${money} weekendPrice ${money} cleaningFee ${money} extraGuestFee ${money} petFee ${money}
  weeklyDiscountBps monthlyDiscountBps earlyBird { daysAhead bps } lastMinute { daysBefore bps } cancellationPolicy
  minNights maxNights advanceNoticeDays preparationDays bookingWindowDays checkInFrom checkInUntil checkOutBefore
  avgRating reviewCount photos { id status alt width height thumbhash rejection variants { width height format url } }`;
const query = `query Home($listingId: ID!) { listingsGet(listingId: $listingId) { ${fields} } }`;

export const graphql: Surface = {
  name: "graphql.get",
  title: `POST /graphql, every field of listingsGet, ${ids}; beside the bare server's rest.get`,
  request: (listingId) => ({ path: "/graphql", body: { query, variables: { listingId } } }),
  homeIn: (answer) => within(answer, ["data", "listingsGet"]),
};

const within = (answer: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    answer,
  );
