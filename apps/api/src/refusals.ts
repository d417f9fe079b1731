import type { ErrorCode } from "@roost/contract";
import { type Cell, permissions } from "./permissions.ts";
import type { AnyAction } from "./platform/action.ts";

/** What each action refuses by its own rules. Who may call it at all is told by `permissions`, and not repeated. */
export const ownRefusals: Readonly<Record<string, readonly ErrorCode[]>> = {
  "auth.signUp": [],
  "auth.verifyEmail": ["auth.token_invalid"],
  "auth.signIn": ["auth.invalid_credentials"],
  "auth.signOut": [],
  "users.me": ["not_found"],
  "users.get": [],
  "users.becomeHost": [],
  "listings.search": ["stay.invalid_range", "stay.rule"],
  "listings.facets": ["stay.invalid_range", "stay.rule"],
  "listings.suggestPlaces": [],
  "listings.create": [],
  "listings.get": [],
  "listings.mine": [],
  "listings.amenities": [],
  "listings.favorites": [],
  "listings.addFavorite": [],
  "listings.removeFavorite": [],
  "listings.update": ["listing.state", "listing.version_changed"],
  "listings.publish": ["listing.state", "listing.version_changed"],
  "listings.setPricing": ["listing.state", "listing.version_changed"],
  "listings.pricing": [],
  "listings.setRates": ["listing.state", "listing.version_changed"],
  "listings.explainPrice": ["stay.invalid_range", "stay.rule"],
  "listings.unlist": ["listing.state", "listing.version_changed"],
  "listings.archive": ["listing.state", "listing.version_changed", "listing.has_future_stays"],
  "listings.photos.request": ["listing.state", "photo.too_many", "storage.unavailable"],
  "listings.photos.get": [],
  "listings.photos.confirm": ["photo.not_uploaded", "photo.invalid", "storage.unavailable"],
  "listings.photos.reorder": [],
  "listings.photos.update": [],
  "listings.photos.delete": [],
  "listings.block": ["booking.dates_unavailable", "listing.state"],
  "listings.calendar": [],
  "listings.explainAvailability": ["stay.invalid_range"],
  "listings.blocks": [],
  "listings.unblock": ["not_found"],
  "listings.setStayRules": ["listing.state", "listing.version_changed"],
  "listings.stayRules": [],
  "listings.feeds": [],
  "listings.addFeed": ["feed.exists", "feed.limit", "listing.state"],
  "listings.removeFeed": ["not_found"],
  "listings.syncFeed": ["not_found", "listing.state"],
  "listings.calendarLink": [],
  "listings.rotateCalendarLink": [],
  "listings.calendarFile": [],
  "bookings.quote": [
    "not_found",
    "stay.invalid_range",
    "stay.rule",
    "quote.currency_unavailable",
    "booking.dates_unavailable",
  ],
  "bookings.getQuote": ["not_found"],
  "bookings.create": [
    "not_found",
    "quote.expired",
    "quote.used",
    "booking.dates_unavailable",
    "listing.state",
    "stay.rule",
  ],
  "bookings.get": [],
  "bookings.list": ["stay.invalid_range"],
  "bookings.accept": ["booking.state", "booking.dates_unavailable"],
  "bookings.decline": ["booking.state"],
  "bookings.cancel": ["booking.state"],
  "payments.start": ["payment.declined", "payment.state", "payment.method_invalid", "payment.provider_unavailable"],
  "payments.get": [],
  "payments.list": [],
  "payments.refund": [
    "refund.too_much",
    "refund.invalid",
    "payment.state",
    "payment.disputed",
    "payment.provider_unavailable",
  ],
  "payments.refunds": [],
  "payments.statement": [],
  "payments.chargebacks": [],
  "payments.chargeback": [],
  "payments.submitEvidence": ["chargeback.state", "chargeback.refused", "payment.provider_unavailable"],
  "payments.acceptChargeback": ["chargeback.state", "chargeback.refused", "payment.provider_unavailable"],
  "payments.receipt": ["payment.state"],
  "payments.payoutAccount": [],
  "payments.beginPayoutOnboarding": [
    "auth.step_up_required",
    "payout_account.state",
    "payout_account.country",
    "payment.provider_unavailable",
  ],
  "payments.payouts": [],
  "reviews.write": ["review.state", "review.exists"],
  "reviews.get": [],
  "reviews.list": [],
  "admin.ledgerJournal": [],
  "admin.ledgerBalances": [],
  "admin.reconciliations": [],
  "admin.webhookEvents": [],
  "admin.payoutHold": ["payout.state"],
  "admin.payoutRelease": ["payout.state"],
};

/** What an action can refuse, beyond what every request can be refused for. */
export function refusalsOf(action: AnyAction): readonly ErrorCode[] {
  const cells = (permissions[action.name] ?? []).flatMap(({ of: _of, ...rule }) => Object.values<Cell>(rule));
  const forPeople = cells.flatMap((cell) => (cell === "yes" ? [] : [codeOf(cell)]));
  return [...new Set([...forPeople, ...(ownRefusals[action.name] ?? []), ...forKeys(action)])];
}

function codeOf(cell: Exclude<Cell, "yes">): ErrorCode {
  if (cell === 401) return "auth.required";
  if (cell === 403) return "permission.denied";
  return cell === 404 ? "not_found" : cell;
}

function forKeys(action: AnyAction): readonly ErrorCode[] {
  if (action.kind === "query") return [];
  return [
    ...(action.key === "required" ? (["idempotency.required"] as const) : []),
    ...(action.kind === "command" && action.secret === true ? (["idempotency.secret_not_replayed"] as const) : []),
    "idempotency.running",
    "idempotency.mismatch",
  ];
}
