import type { ErrorCode } from "@roost/contract";
import type { RouteLine } from "../src/platform/route.ts";
import { plainHome, stay } from "./factories.ts";
import type { SendOptions } from "./http.ts";

/** One call that must be refused, on REST and on tRPC. */
export interface BadCall {
  readonly name: string;
  readonly line: RouteLine;
  readonly procedure: string;
  readonly options?: SendOptions;
  /** A search's fields, by their values. */
  readonly query?: Readonly<Record<string, unknown>>;
  readonly pointer?: string;
  readonly status: number;
  readonly code: ErrorCode;
}

const invalid = { status: 400, code: "request.invalid" } as const;
const quotes = { line: "POST /quotes", procedure: "bookings.quote" } as const;
const users = { line: "POST /users", procedure: "auth.signUp" } as const;
const homes = { line: "POST /listings", procedure: "listings.create" } as const;
const listingId = "01a1f86a-419d-7a62-bad5-8183a93cb3a4";
const quote = { listingId, ...stay(30), guests: { adults: 1 } };
const user = { email: "eve@example.com", password: "correct horse battery", firstName: "Eve", lastName: "Hall" };

/** A body whose text no object of ours would give: JSON with one value put in by hand. */
const raw = (body: object, field: string, value: string): string =>
  JSON.stringify({ ...body, [field]: "HERE" }).replace('"HERE"', value);

const bodies: readonly (readonly [
  name: string,
  route: Pick<BadCall, "line" | "procedure">,
  body: unknown,
  pointer?: string,
])[] = [
  ["an unknown field", quotes, { ...quote, total: 1 }, "/total"],
  ["an unknown field further in", quotes, { ...quote, guests: { adults: 1, dogs: 1 } }, "/guests/dogs"],
  ["a privileged field", users, { ...user, roles: ["admin"] }, "/roles"],
  ["null for an object", quotes, { ...quote, guests: null }, "/guests"],
  ["text for a number", quotes, { ...quote, guests: { adults: "2" } }, "/guests/adults"],
  ["a fraction for a whole number", quotes, { ...quote, guests: { adults: 1.5 } }, "/guests/adults"],
  ["a number for text", users, { ...user, firstName: 7 }, "/firstName"],
  ["an object for text", users, { ...user, password: { length: 12 } }, "/password"],
  ["a missing field", users, { ...user, email: undefined }, "/email"],
  ["no field at all", users, {}, "/email"],
  ["a number too large for any amount", homes, raw(plainHome, "nightlyPrice", "1e15"), "/nightlyPrice"],
  ["a number that overflows", homes, raw(plainHome, "nightlyPrice", "1e400"), "/nightlyPrice"],
  ["a number beyond 2^53", homes, raw(plainHome, "nightlyPrice", "9007199254740993"), "/nightlyPrice"],
  ["a point outside of the world", homes, { ...plainHome, latitude: 91 }, "/latitude"],
  ["an unknown currency", homes, { ...plainHome, currency: "constructor" }, "/currency"],
  ["NUL in text", users, { ...user, firstName: "E\u0000ve" }, "/firstName"],
  ["NUL in a password", users, { ...user, password: "correct\u0000horse battery" }, "/password"],
  ["half a surrogate pair", users, raw(user, "lastName", '"\\ud83d"'), "/lastName"],
  ["nothing but spaces", users, { ...user, lastName: "   " }, "/lastName"],
  ["text that is too long", users, { ...user, lastName: "x".repeat(101) }, "/lastName"],
  ["a line break in an address", users, { ...user, email: "eve@example.com\r\nBcc: x@example.com" }, "/email"],
  ["a day that does not exist", quotes, { ...quote, checkIn: "2027-02-30" }, "/checkIn"],
  ["a time for a date", quotes, { ...quote, checkIn: "2027-02-20T00:00:00Z" }, "/checkIn"],
  ["an id that is none", quotes, { ...quote, listingId: "1 or 1=1" }, "/listingId"],
  ["__proto__", quotes, raw(quote, "guests", '{"adults":1},"__proto__":{"isAdmin":true}'), "/__proto__"],
  ["constructor", quotes, raw(quote, "guests", '{"adults":1},"constructor":{"prototype":1}'), "/constructor"],
  ["100,000 levels", quotes, raw(quote, "guests", `${"[".repeat(100_000)}${"]".repeat(100_000)}`)],
  ["an array at its top", quotes, [quote]],
  ["text at its top", quotes, '"quote"'],
  ["broken JSON", quotes, '{"listingId":'],
];

export const badBodies: readonly BadCall[] = bodies.map(([name, route, body, pointer]) => ({
  name,
  ...route,
  ...invalid,
  options: { body },
  ...(pointer !== undefined && { pointer }),
}));

const queries: readonly (readonly [
  name: string,
  text: string,
  query: Readonly<Record<string, unknown>>,
  pointer: string,
])[] = [
  ["an unknown field", "town=Oslo", { town: "Oslo" }, "/town"],
  ["a repeated field", "city=Oslo&city=Moss", { city: ["Oslo", "Moss"] }, "/city"],
  ["a number for yes or no", "instant=0", { instant: 0 }, "/instant"],
  ["text for a number", "guests=two", { guests: "two" }, "/guests"],
  ["NaN", "lat=NaN&lng=1", { lat: "NaN", lng: 1 }, "/lat"],
  ["an exponent", "lat=1e1&lng=1", { lat: "1e1", lng: 1 }, "/lat"],
  ["half a point", "lat=59.9", { lat: 59.9 }, "/lng"],
  ["a date without its other", "checkIn=2027-01-01", { checkIn: "2027-01-01" }, "/checkOut"],
  [
    "an impossible date",
    "checkIn=2027-02-30&checkOut=2027-03-02",
    { checkIn: "2027-02-30", checkOut: "2027-03-02" },
    "/checkIn",
  ],
  ["a price without its currency", "minPrice=1", { minPrice: 1 }, "/currency"],
  [
    "prices upside down",
    "minPrice=2&maxPrice=1&currency=NOK",
    { minPrice: 2, maxPrice: 1, currency: "NOK" },
    "/maxPrice",
  ],
  ["a negative price", "minPrice=-1&currency=NOK", { minPrice: -1, currency: "NOK" }, "/minPrice"],
  ["an unknown order", "sort=price%20desc", { sort: "price desc" }, "/sort"],
  ["too large a page", "limit=101", { limit: 101 }, "/limit"],
  ["an empty page", "limit=0", { limit: 0 }, "/limit"],
  ["NUL", "city=Os%00lo", { city: "Os\u0000lo" }, "/city"],
  ["__proto__", "__proto__=1", JSON.parse('{"__proto__":1}'), "/__proto__"],
];

export const badQueries: readonly BadCall[] = queries.map(([name, text, query, pointer]) => ({
  name,
  query,
  pointer,
  ...invalid,
  line: `GET /listings?${text}`,
  procedure: "listings.search",
}));

const contentType = (type: string): SendOptions => ({ body: JSON.stringify(quote), headers: { "content-type": type } });
const tooLarge = { status: 413, code: "request.too_large" } as const;
const wrongType = { status: 415, code: "request.unsupported_media_type" } as const;

/** What is refused before anybody looks at the input. */
export const badTransport: readonly BadCall[] = [
  {
    name: "a body above 1 MiB",
    ...quotes,
    options: { body: raw(quote, "x", `"${"x".repeat(1_048_600)}"`) },
    ...tooLarge,
  },
  { name: "text/plain", ...quotes, options: contentType("text/plain"), ...wrongType },
  { name: "a form", ...quotes, options: contentType("application/x-www-form-urlencoded"), ...wrongType },
  { name: "a multipart form", ...quotes, options: contentType("multipart/form-data; boundary=x"), ...wrongType },
  { name: "XML", ...quotes, options: contentType("application/xml"), ...wrongType },
  {
    name: "a token of nobody",
    ...quotes,
    options: { body: quote, token: "x".repeat(40) },
    status: 401,
    code: "auth.session_invalid",
  },
];
