import { randomUUID } from "node:crypto";
import { ListingPage } from "@roost/contract";
import type { Method, RouteLine } from "../../src/platform/route.ts";
import { allRoutes } from "../../src/routes.ts";
import type { TestApp } from "../app.ts";
import { type Answered, problemIn, send } from "../http.ts";
import { type ActionName, type Driver, type InputOf, type OutputOf, Refused } from "./driver.ts";

/** The addresses that clients rely on, with the status of success: written down again, apart from the routers. */
const lines: { readonly [N in ActionName]?: readonly [line: RouteLine, status: number] } = {
  "auth.signUp": ["POST /users", 202],
  "auth.verifyEmail": ["POST /auth/email-verifications/confirm", 200],
  "auth.signIn": ["POST /auth/sessions", 201],
  "auth.signOut": ["DELETE /auth/sessions/current", 204],
  "users.me": ["GET /users/me", 200],
  "users.becomeHost": ["POST /users/me/host", 200],
  "listings.search": ["GET /listings", 200],
  "listings.facets": ["GET /listings/facets", 200],
  "listings.create": ["POST /listings", 201],
  "listings.get": ["GET /listings/{listingId}", 200],
  "listings.publish": ["POST /listings/{listingId}/publish", 200],
  "payments.receipt": ["GET /payments/{paymentId}/receipt", 200],
  "listings.setPricing": ["PUT /listings/{listingId}/pricing", 200],
  "listings.pricing": ["GET /listings/{listingId}/pricing", 200],
  "listings.setRates": ["PUT /listings/{listingId}/rates", 200],
  "listings.explainPrice": ["GET /listings/{listingId}/price", 200],
  "listings.photos.request": ["POST /listings/{listingId}/photos", 201],
  "listings.photos.get": ["GET /listings/{listingId}/photos/{photoId}", 200],
  "listings.photos.confirm": ["POST /listings/{listingId}/photos/{photoId}/confirm", 202],
  "listings.photos.reorder": ["PUT /listings/{listingId}/photos/order", 200],
  "listings.photos.update": ["PATCH /listings/{listingId}/photos/{photoId}", 200],
  "listings.photos.delete": ["DELETE /listings/{listingId}/photos/{photoId}", 204],
  "listings.block": ["POST /listings/{listingId}/blocks", 201],
  "listings.blocks": ["GET /listings/{listingId}/blocks", 200],
  "listings.unblock": ["DELETE /listings/{listingId}/blocks/{blockId}", 204],
  "listings.calendar": ["GET /listings/{listingId}/calendar", 200],
  "listings.explainAvailability": ["GET /listings/{listingId}/availability", 200],
  "listings.setStayRules": ["PUT /listings/{listingId}/stay-rules", 200],
  "listings.stayRules": ["GET /listings/{listingId}/stay-rules", 200],
  "listings.update": ["PATCH /listings/{listingId}", 200],
  "listings.unlist": ["POST /listings/{listingId}/unlist", 200],
  "listings.archive": ["DELETE /listings/{listingId}", 200],
  "listings.mine": ["GET /users/me/listings", 200],
  "listings.amenities": ["GET /amenities", 200],
  "listings.favorites": ["GET /users/me/favorites", 200],
  "listings.addFavorite": ["PUT /users/me/favorites/{listingId}", 200],
  "listings.removeFavorite": ["DELETE /users/me/favorites/{listingId}", 204],
  "listings.feeds": ["GET /listings/{listingId}/feeds", 200],
  "listings.addFeed": ["POST /listings/{listingId}/feeds", 201],
  "listings.removeFeed": ["DELETE /listings/{listingId}/feeds/{feedId}", 204],
  "listings.syncFeed": ["POST /listings/{listingId}/feeds/{feedId}/sync", 202],
  "listings.calendarLink": ["GET /listings/{listingId}/calendar-link", 200],
  "listings.rotateCalendarLink": ["POST /listings/{listingId}/calendar-link", 200],
  "bookings.quote": ["POST /quotes", 201],
  "bookings.getQuote": ["GET /quotes/{quoteId}", 200],
  "bookings.create": ["POST /bookings", 201],
  "bookings.get": ["GET /bookings/{bookingId}", 200],
  "bookings.list": ["GET /bookings", 200],
  "bookings.accept": ["POST /bookings/{bookingId}/accept", 200],
  "bookings.decline": ["POST /bookings/{bookingId}/decline", 200],
  "bookings.cancel": ["POST /bookings/{bookingId}/cancel", 200],
  "payments.start": ["POST /payments", 201],
  "payments.refund": ["POST /payments/{paymentId}/refunds", 201],
  "payments.chargebacks": ["GET /chargebacks", 200],
  "payments.chargeback": ["GET /chargebacks/{chargebackId}", 200],
  "payments.submitEvidence": ["POST /chargebacks/{chargebackId}/evidence", 200],
  "payments.acceptChargeback": ["POST /chargebacks/{chargebackId}/accept", 200],
  "payments.payoutAccount": ["GET /users/me/payout-account", 200],
  "payments.beginPayoutOnboarding": ["POST /users/me/payout-account", 200],
  "payments.payouts": ["GET /payouts", 200],
  "payments.get": ["GET /payments/{paymentId}", 200],
  "reviews.write": ["POST /reviews", 201],
  "reviews.get": ["GET /reviews/{reviewId}", 200],
  "reviews.list": ["GET /reviews", 200],
};

interface Request {
  readonly app: TestApp;
  readonly token: string | undefined;
  readonly key?: string | undefined;
}

/** Plain HTTP, as any program calls it. */
export const restDriver: Driver = {
  surface: "REST",
  callerOf: (app, token) => ({
    async call(name, input, key) {
      const answer = await ask(name, input, { app, token, key });
      const replayed = answer.headers.get("idempotent-replayed") === "true";
      return { output: outputOf(name, answer.json), text: answer.text, replayed };
    },
    async searchAll(input) {
      const pages = [];
      let cursor: string | null = null;
      do {
        const query: InputOf<"listings.search"> = cursor === null ? input : { ...input, cursor };
        const page = ListingPage.parse((await ask("listings.search", query, { app, token })).json);
        pages.push(page.data);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return pages;
    },
  }),
};

async function ask(name: ActionName, input: object, { app, token, key }: Request): Promise<Answered> {
  const [line, status] = lines[name] ?? unknown(name);
  const fields = new Map<string, unknown>(Object.entries(input));
  const [method, path] = line
    .replaceAll(/\{(\w+)\}/g, (_, field: string) => {
      const value = String(fields.get(field));
      fields.delete(field);
      return encodeURIComponent(value);
    })
    .split(" ");
  const hasBody = method !== "GET" && method !== "DELETE" && fields.size > 0;
  const query = hasBody ? "" : queryOf(fields);
  const body = hasBody ? Object.fromEntries(fields) : undefined;
  // As every good client: each change has a key, so that it can be repeated after a lost answer.
  const headers = { token, key: method === "GET" ? key : (key ?? randomUUID()) };
  const answer = await send(app.rest, `${methodOf(method)} /${path?.slice(1)}${query}`, { ...headers, body });
  if (answer.status === status) return answer;
  const problem = problemIn(answer);
  if (!problem || problem.status !== answer.status) throw new Error(`${name}: HTTP ${answer.status} ${answer.text}`);
  const { code, errors = [], details = {} } = problem;
  throw new Refused({ code, status: answer.status, issues: errors, details });
}

function unknown(name: string): never {
  throw new Error(`the driver has no address for ${name} yet`);
}

function queryOf(fields: ReadonlyMap<string, unknown>): string {
  const query = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)])).toString();
  return query === "" ? "" : `?${query}`;
}

const methods: readonly Method[] = ["POST", "DELETE", "PUT", "PATCH"];

function methodOf(text: string | undefined): Method {
  return methods.find((method) => method === text) ?? "GET";
}

/** What came, by the contract's schema. */
function outputOf<N extends ActionName>(name: N, json: unknown): OutputOf<N> {
  const route: unknown = allRoutes.find(({ action }) => action.name === name);
  return Reflect.get(Object(route), "action").output.parse(json);
}
