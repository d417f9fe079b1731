// Generated from the contract's schemas and the server's actions by `pnpm generate`.
import type { TRPCBuiltRouter, TRPCDefaultErrorShape, TRPCMutationProcedure, TRPCQueryProcedure } from "@trpc/server";
import type { Problem } from "./errors.ts";

export type AdminLedgerBalancesInput = {
  /** What was booked until then, inclusive; now where absent. */
  at?: string | undefined;
  /** One host's account alone. */
  holderId?: string | undefined;
};

export type AdminLedgerJournalInput = {
  /** Only what was booked for this booking. */
  reference?: string | undefined;
  /** Only what has an entry in this account. */
  account?: LedgerAccount | undefined;
  /** Only what has an entry of this host. */
  holderId?: string | undefined;
  /** At or after this instant. */
  from?: string | undefined;
  /** Before this instant. */
  to?: string | undefined;
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type AdminPayoutHoldInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  payoutId: string;
  /** For operators only. */
  reason: string;
};

export type AdminPayoutReleaseInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  payoutId: string;
};

export type AdminReconciliationsInput = {
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type AdminWebhookEventsInput = {
  state?: ProviderEventState | undefined;
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type Amenity =
  | "wifi" | "kitchen" | "heating" | "air_conditioning" | "hot_water" | "bed_linens" | "towels" | "washer" | "dryer"
  | "iron" | "dishwasher" | "oven" | "microwave" | "coffee_maker" | "refrigerator" | "barbecue" | "tv" | "workspace"
  | "piano" | "books" | "games" | "fireplace" | "pool" | "hot_tub" | "sauna" | "gym" | "bathtub" | "hair_dryer"
  | "balcony" | "garden" | "beach_access" | "lake_access" | "ski_in_ski_out" | "bicycles" | "sea_view"
  | "mountain_view" | "city_view" | "free_parking" | "paid_parking" | "ev_charger" | "elevator" | "step_free_access"
  | "wide_doorways" | "accessible_bathroom" | "self_check_in" | "luggage_dropoff" | "crib" | "high_chair"
  | "playground" | "pets_allowed" | "smoking_allowed" | "events_allowed" | "smoke_alarm" | "carbon_monoxide_alarm"
  | "fire_extinguisher" | "first_aid_kit";

export type AmenityCatalogue = {
  data: AmenityEntry[];
};

export type AmenityCount = {
  amenity: Amenity;
  count: number;
};

export type AmenityEntry = {
  code: Amenity;
  /** In English. */
  name: string;
  /** What a page shows together, for example kitchen. */
  group: string;
};

export type AuthSignInInput = {
  /** An e-mail address; upper and lower case are the same. */
  email: string;
  password: string;
};

export type AuthSignOutInput = Record<string, never>;

export type AuthSignUpInput = {
  /** An e-mail address; upper and lower case are the same. */
  email: string;
  /** 8 to 256 characters, any Unicode; common passwords are refused. */
  password: string;
  /** 1 to 100 characters. */
  firstName: string;
  /** 1 to 100 characters. */
  lastName: string;
};

export type AuthVerifyEmailInput = {
  /** The token from the mail's link. */
  token: string;
};

export type Availability = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut: string;
  bookable: boolean;
  /** Every rule that it breaks. */
  obstacles: Obstacle[];
  /** Up to five that can be booked: of the same length first, then others, the nearest check-in first. */
  suggestions: StaySuggestion[];
};

export type Block = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** The first day, a local date of the home. */
  first: string;
  /** The day after the last, a local date of the home. */
  until: string;
  /** The host's own; null for others. */
  note: string | null;
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
};

export type BlockPage = {
  data: Block[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type Booking = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** A UUID (version 7: ids sort by time of creation). */
  guestId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  hostId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut: string;
  guests: Guests;
  /** request: the host is asked once the amount is authorized. */
  bookingMode: BookingMode;
  state: BookingState;
  phase: BookingPhase;
  lineItems: LineItem[];
  total: Money;
  presentment: Presentment;
  /** A UUID (version 7: ids sort by time of creation). */
  paymentId: string;
  /** Until when the dates are held for payment; null where none is awaited. */
  payBy: string | null;
  /** Until when the host may answer a request; null where nobody waits for him. */
  respondBy: string | null;
  /** What the host wrote when he declined. */
  declineReason: string | null;
  nextActions: NextAction[];
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
};

export type BookingMode = "instant" | "request";

export type BookingPage = {
  data: Booking[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type BookingPhase = "PENDING" | "PAID" | "CONFIRMED" | "COMPLETED" | "CANCELLED";

export type BookingState =
  | "pending_payment" | "pending_host" | "accepted" | "confirmed" | "checked_in" | "completed" | "cancelled"
  | "expired" | "declined";

export type BookingsAcceptInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
};

export type BookingsCancelInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
};

export type BookingsCreateInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  quoteId: string;
};

export type BookingsDeclineInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
  /** The guest reads this. */
  reason?: string | undefined;
};

export type BookingsGetInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
};

export type BookingsGetQuoteInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  quoteId: string;
};

export type BookingsListInput = {
  as?: "guest" | "host" | undefined;
  /** CANCELED is CANCELLED. */
  phase?: "PENDING" | "PAID" | "CONFIRMED" | "COMPLETED" | "CANCELLED" | "CANCELED" | undefined;
  /** Stays with a night on or after this date. */
  from?: string | undefined;
  /** Stays with a night before this date. */
  to?: string | undefined;
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type BookingsQuoteInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut: string;
  guests: GuestsInput;
  /** What the guest pays in; the home's own currency where absent. */
  currency?: Currency | undefined;
};

export type Calendar = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** ISO 4217 code, for example NOK. */
  currency: Currency;
  /** IANA name: all dates are the home's own. */
  timeZone: string;
  /** The home's own date now. */
  today: string;
  nights: CalendarNight[];
};

export type CalendarFeed = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  name: string;
  /** Shown to the host alone: whoever knows it can read the calendar. */
  url: string;
  /** Not read yet; read the last time; not read the last time, while its nights stay as they were. */
  status: "waiting" | "working" | "failing";
  /** What was wrong the last time; null where nothing was. */
  problem: {
    code: FeedFault;
    message: string;
  } | null;
  /** When the whole calendar was read last. */
  lastSyncedAt: string | null;
  /** An instant, RFC 3339 in UTC. */
  nextSyncAt: string;
  /** Events that cannot be read, and are left out. */
  unread: number;
  /** Ranges of nights that it takes, from today on. */
  events: number;
  clashes: FeedClash[];
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
};

export type CalendarFeeds = {
  data: CalendarFeed[];
};

export type CalendarFile = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  title: string;
  events: CalendarFileEvent[];
};

export type CalendarFileEvent = {
  /** Stays the same as long as the stay or block is there. */
  uid: string;
  /** The first night. */
  first: string;
  /** The day after the last night. */
  until: string;
  /** Reserved by a guest, or not available. */
  kind: "stay" | "block";
  /** Grows when it is moved. */
  sequence: number;
  /** When the nights were taken. */
  at: string;
};

export type CalendarLink = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** For other sites. Whoever knows it can see when the home is taken, and no more. */
  url: string;
  /** When somebody read it last. */
  lastReadAt: string | null;
};

export type CalendarNight = {
  /** A local date of the listing, YYYY-MM-DD. */
  date: string;
  /** It lies ahead, and nobody has it. A stay is free where each of its nights is. */
  available: boolean;
  /** For this night: its own price, else the weekend's, else the nightly one. */
  price: Money;
  /** Of stays that begin on this day. */
  minNights: number;
  /** Of stays that begin on this day. */
  maxNights: number;
  closedToArrival: boolean;
  closedToDeparture: boolean;
  /** Some stay that begins on this day can be booked now. */
  checkIn: boolean;
  /** By what, for its host and operators; null for others, and where nobody has it. */
  taken: {
    by: TakenBy;
    /** The booking's or the block's id. */
    reference: string | null;
  } | null;
};

export type CancellationPolicy = "flexible" | "moderate" | "limited" | "firm" | "strict";

export type CaptureMethod = "automatic" | "manual";

export type Charge = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  status: ChargeStatus;
  amount: Money;
  /** The provider's decline code, for example insufficient_funds. */
  failureCode: string | null;
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
};

export type ChargeStatus = "requires_action" | "processing" | "authorized" | "captured" | "failed" | "voided";

export type Chargeback = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** A UUID (version 7: ids sort by time of creation). */
  paymentId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
  /** The provider's own id, for example du_… */
  providerRef: string;
  status: ChargebackStatus;
  /** The network's reason in the provider's word, for example fraudulent. */
  reason: string;
  /** What the bank takes, or asks about. */
  amount: Money;
  /** Of it, what was not left of the payment: lost, the platform bears it. */
  over: Money;
  /** What the provider keeps for it, won or lost. */
  fee: Money;
  /** The host's part that the platform bears, since he was paid when it was lost. */
  absorbed: Money;
  evidence: ChargebackEvidence;
  /** An instant, RFC 3339 in UTC. */
  evidenceDueBy: string | null;
  /** When the evidence went to the bank; it takes it once. */
  submittedAt: string | null;
  /** An instant, RFC 3339 in UTC. */
  openedAt: string;
  /** An instant, RFC 3339 in UTC. */
  closedAt: string | null;
};

export type ChargebackEvidence = {
  /** What shows that the guest was there: door codes, messages. */
  accessActivityLog?: string;
  billingAddress?: string;
  /** How and when the guest was shown the policy. */
  cancellationPolicyDisclosure?: string;
  /** Why the booking was not cancelled as the guest says. */
  cancellationRebuttal?: string;
  customerEmailAddress?: string;
  customerName?: string;
  customerPurchaseIp?: string;
  duplicateChargeExplanation?: string;
  duplicateChargeId?: string;
  /** The home and the stay that were sold. */
  productDescription?: string;
  refundPolicyDisclosure?: string;
  refundRefusalExplanation?: string;
  /** When the stay was, in words or dates. */
  serviceDate?: string;
  /** Everything else. */
  uncategorizedText?: string;
};

export type ChargebackEvidenceInputInput = {
  /** What shows that the guest was there: door codes, messages. */
  accessActivityLog?: string | undefined;
  billingAddress?: string | undefined;
  /** How and when the guest was shown the policy. */
  cancellationPolicyDisclosure?: string | undefined;
  /** Why the booking was not cancelled as the guest says. */
  cancellationRebuttal?: string | undefined;
  customerEmailAddress?: string | undefined;
  customerName?: string | undefined;
  customerPurchaseIp?: string | undefined;
  duplicateChargeExplanation?: string | undefined;
  duplicateChargeId?: string | undefined;
  /** The home and the stay that were sold. */
  productDescription?: string | undefined;
  refundPolicyDisclosure?: string | undefined;
  refundRefusalExplanation?: string | undefined;
  /** When the stay was, in words or dates. */
  serviceDate?: string | undefined;
  /** Everything else. */
  uncategorizedText?: string | undefined;
};

export type ChargebackPage = {
  data: Chargeback[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type ChargebackStatus = "inquiry" | "needs_response" | "under_review" | "won" | "lost" | "closed";

export type ClientSecretStep = {
  kind: "client_secret";
  /** For Stripe.js. */
  clientSecret: string;
};

/** ISO 4217 code, for example NOK. */
export type Currency =
  | "AED" | "AUD" | "BGN" | "BRL" | "CAD" | "CHF" | "CNY" | "CZK" | "DKK" | "EUR" | "GBP" | "HKD" | "HUF" | "IDR"
  | "ILS" | "INR" | "ISK" | "JPY" | "KES" | "KRW" | "KWD" | "MXN" | "MYR" | "NOK" | "NZD" | "PHP" | "PLN" | "RON"
  | "SAR" | "SEK" | "SGD" | "THB" | "TND" | "TRY" | "TWD" | "TZS" | "UGX" | "USD" | "VND" | "ZAR";

export type EarlyBird = {
  /** From so many days before check-in. */
  daysAhead: number;
  /** Basis points off the nights. */
  bps: number;
};

export type ExplainedDiscount = {
  rule: string;
  version: number;
  bps: number;
  applies: boolean;
  reason: string;
};

export type ExplainedFee = {
  rule: string;
  version: number;
  bps: number;
  amount: Money;
};

export type ExplainedTax = {
  rule: string;
  version: number;
  name: string;
  amount: Money;
  reason: string;
};

export type Favorite = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  title: string;
  city: string;
  /** ISO 3166-1 alpha-2, for example NO. */
  country: string;
  status: ListingStatus;
  /** What everybody sees of it; null while it is not published. */
  listing: ListingSummary | null;
  /** An instant, RFC 3339 in UTC. */
  addedAt: string;
};

export type FavoritePage = {
  data: Favorite[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type FeedClash = {
  /** The first of the nights that are taken in both. */
  first: string;
  /** The day after the last of them. */
  until: string;
  /** The booking that has them here. */
  bookingId: string;
};

export type FeedFault =
  | "unknown_host" | "unreachable" | "certificate" | "private_address" | "redirect" | "timeout" | "too_large"
  | "unreadable" | "denied" | "not_found" | "server_error" | "not_a_calendar" | "cut_off" | "too_much";

export type Guests = {
  adults: number;
  children: number;
  infants: number;
  pets: number;
};

export type GuestsInput = {
  adults: number;
  children?: number | undefined;
  infants?: number | undefined;
  pets?: number | undefined;
};

export type LastMinute = {
  /** Up to so many days before check-in. */
  daysBefore: number;
  /** Basis points off the nights. */
  bps: number;
};

export type LedgerAccount =
  | "provider_clearing" | "guest_held" | "host_payable" | "revenue" | "tax_payable" | "provider_fees"
  | "dispute_reserve" | "fx" | "penalties" | "suspense" | "platform_loss" | "bank";

export type LedgerAmount = {
  /** Integer minor units: debits positive, credits negative. */
  amount: number;
  /** ISO 4217 code, for example NOK. */
  currency: Currency;
};

export type LedgerBalance = {
  account: LedgerAccount;
  balance: LedgerAmount;
};

export type LedgerBalances = {
  data: LedgerBalance[];
};

export type LedgerEntry = {
  account: LedgerAccount;
  /** Whose account it is: host_payable only. */
  holderId: string | null;
  amount: LedgerAmount;
};

export type LedgerJournal = {
  data: LedgerTransaction[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type LedgerTransaction = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** What it books, once: capture:<payment>. */
  businessKey: string;
  /** What the money is for: a booking. */
  reference: string;
  /** The provider's object that moved its balance, for example ch_… */
  source: string | null;
  /** An instant, RFC 3339 in UTC. */
  at: string;
  entries: LedgerEntry[];
};

export type LineDiscount = {
  /** discount.monthly, discount.weekly, discount.early_bird or discount.last_minute. */
  rule: string;
  version: number;
  /** Basis points of all nights together. */
  bps: number;
  /** Of these nights, in steps of the currency. */
  amount: Money;
};

export type LineItem = {
  kind: LineItemKind;
  quantity: number;
  /** For one of quantity, before the discount. */
  unit: Money;
  /** quantity times unit, less the discount. */
  amount: Money;
  discount?: LineDiscount;
  /** What a tax is called where it is due. */
  name?: string;
  payer: Party;
  payee: Party;
  rule: string;
  /** Of the rule: the home's prices, the fees, or a tax. */
  version: number;
};

export type LineItemKind = "nightly" | "cleaning" | "extra_guests" | "pets" | "service_fee" | "tax" | "host_fee";

export type Listing = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** A UUID (version 7: ids sort by time of creation). */
  hostId: string;
  title: string;
  propertyType: PropertyType;
  roomType: RoomType;
  neighbourhood: string | null;
  city: string;
  /** ISO 3166-1 alpha-2, for example NO. */
  country: string;
  /** Degrees north; for strangers a stable point up to about 500 m from the home. */
  latitude: number;
  /** Degrees east; for strangers a stable point up to about 500 m from the home. */
  longitude: number;
  maxGuests: number;
  bedrooms: number;
  beds: number;
  /** In halves: 1.5 is one and a guest toilet. */
  bathrooms: number;
  bookingMode: BookingMode;
  /** Two decimals; null without reviews. */
  avgRating: number | null;
  reviewCount: number;
  description: string;
  /** Street and number: for the host, operators, and guests with a confirmed stay; null for others. */
  address: string | null;
  region: string | null;
  amenities: Amenity[];
  /** In their order, the cover first; those that are not ready are seen by the host. */
  photos: Photo[];
  /** IANA name, from the point. */
  timeZone: string;
  nightlyPrice: Money;
  /** Friday and Saturday nights; null: as other nights. */
  weekendPrice: Money | null;
  cleaningFee: Money;
  includedGuests: number;
  /** For each night and guest above the included ones; infants do not count. */
  extraGuestFee: Money;
  /** Once a stay with pets. */
  petFee: Money;
  /** Off the nights of stays of 7 and more. */
  weeklyDiscountBps: number;
  /** Off the nights of stays of 28 and more. */
  monthlyDiscountBps: number;
  earlyBird: EarlyBird | null;
  lastMinute: LastMinute | null;
  cancellationPolicy: CancellationPolicy;
  minNights: number;
  maxNights: number;
  /** A stay is booked at least so many days before it. */
  advanceNoticeDays: number;
  /** Days after a stay that no other may take. */
  preparationDays: number;
  /** A check-in is at most so many days ahead. */
  bookingWindowDays: number;
  /** A local time of the listing, HH:MM. */
  checkInFrom: string;
  /** A local time of the listing, HH:MM. */
  checkInUntil: string | null;
  /** A local time of the listing, HH:MM. */
  checkOutBefore: string;
  status: ListingStatus;
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
  version: number;
};

export type ListingCluster = {
  /** The middle of its homes. */
  latitude: number;
  /** Degrees east, WGS 84. */
  longitude: number;
  count: number;
  /** A night of its cheapest home that was counted, in the currency of prices. */
  cheapest: Money | null;
};

export type ListingFacets = {
  count: number;
  /** There are so many homes that counts are estimated from an even sample of them. */
  isCapped: boolean;
  roomTypes: RoomTypeCount[];
  amenities: AmenityCount[];
  /** Homes that are booked at once. */
  instant: number;
  /** Nights, in the currency asked for, else the one that most of the homes have. */
  prices: PriceBucket[];
  /** Where the search has a box, or a point: at most 64. */
  clusters: ListingCluster[];
};

export type ListingPage = {
  data: ListingSummary[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type ListingPrice = {
  nightly: Money;
  /** What the guest pays for the searched stay, all fees included. */
  total?: Money;
  nights?: number;
};

export type ListingPricing = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** ISO 4217 code, for example NOK. */
  currency: Currency;
  nightlyPrice: Money;
  /** Friday and Saturday nights; null: as other nights. */
  weekendPrice: Money | null;
  cleaningFee: Money;
  includedGuests: number;
  /** For each night and guest above the included ones; infants do not count. */
  extraGuestFee: Money;
  /** Once a stay with pets. */
  petFee: Money;
  /** Off the nights of stays of 7 and more. */
  weeklyDiscountBps: number;
  /** Off the nights of stays of 28 and more. */
  monthlyDiscountBps: number;
  earlyBird: EarlyBird | null;
  lastMinute: LastMinute | null;
  /** Dates with a price of their own, from today on, in their order. */
  rates: ListingRate[];
  /** Grows with every change of a price: what the lines of a quote name. */
  pricingVersion: number;
  /** Of the listing. */
  version: number;
};

export type ListingRate = {
  /** A local date of the listing, YYYY-MM-DD. */
  first: string;
  /** The day after the last night. */
  until: string;
  price: Money;
};

export type ListingSort = "relevance" | "price" | "-price" | "-rating" | "-createdAt" | "distance";

export type ListingStatus = "draft" | "pending_approval" | "published" | "unlisted" | "suspended" | "archived";

export type ListingSummary = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  title: string;
  propertyType: PropertyType;
  roomType: RoomType;
  neighbourhood: string | null;
  city: string;
  /** ISO 3166-1 alpha-2, for example NO. */
  country: string;
  /** Degrees north; for strangers a stable point up to about 500 m from the home. */
  latitude: number;
  /** Degrees east; for strangers a stable point up to about 500 m from the home. */
  longitude: number;
  maxGuests: number;
  bedrooms: number;
  beds: number;
  /** In halves: 1.5 is one and a guest toilet. */
  bathrooms: number;
  bookingMode: BookingMode;
  /** Two decimals; null without reviews. */
  avgRating: number | null;
  reviewCount: number;
  price: ListingPrice;
  /** The first of its photos; null where it has none. */
  cover: Photo | null;
  /** From the searched point, where one was given. */
  distanceKm?: number;
};

export type ListingsAddFavoriteInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
};

export type ListingsAddFeedInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** Where the calendar is, in iCalendar form (.ics): https on its usual port, in the public internet. */
  url: string;
  /** What the host calls it, for example Airbnb. */
  name: string;
};

export type ListingsAmenitiesInput = Record<string, never>;

export type ListingsArchiveInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** The version that the change is meant for; over REST also If-Match. Another one is 412. */
  version?: number | undefined;
};

export type ListingsBlockInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** The first day, a local date of the home. */
  first: string;
  /** The day after the last, a local date of the home. */
  until: string;
  /** Only its host reads it. */
  note?: string | null | undefined;
};

export type ListingsBlocksInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** Those with a night on or after this date. */
  from?: string | undefined;
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type ListingsCalendarFileInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  token: string;
};

export type ListingsCalendarInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A local date of the listing, YYYY-MM-DD. */
  from: string;
  /** The day after the last night. */
  to: string;
};

export type ListingsCalendarLinkInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
};

export type ListingsCreateInput = {
  title: string;
  description?: string | undefined;
  propertyType?: PropertyType | undefined;
  roomType: RoomType;
  neighbourhood?: string | null | undefined;
  /** Street and number; strangers do not see it. */
  address?: string | null | undefined;
  city: string;
  /** State, province or county, where taxes depend on it. */
  region?: string | null | undefined;
  /** ISO 3166-1 alpha-2, for example NO. */
  country: string;
  /** Degrees north, WGS 84. */
  latitude: number;
  /** Degrees east, WGS 84. */
  longitude: number;
  maxGuests: number;
  bedrooms: number;
  beds?: number | undefined;
  /** In halves. */
  bathrooms?: number | undefined;
  /** Codes of the catalogue, each once. */
  amenities?: Amenity[] | undefined;
  bookingMode?: BookingMode | undefined;
  cancellationPolicy?: CancellationPolicy | undefined;
  minNights?: number | undefined;
  maxNights?: number | undefined;
  advanceNoticeDays?: number | undefined;
  preparationDays?: number | undefined;
  bookingWindowDays?: number | undefined;
  /** A local time of the listing, HH:MM. */
  checkInFrom?: string | undefined;
  /** A local time of the listing, HH:MM. */
  checkInUntil?: string | null | undefined;
  /** A local time of the listing, HH:MM. */
  checkOutBefore?: string | undefined;
  /** ISO 4217 code, for example NOK. */
  currency: Currency;
  /** Minor units of the listing's currency, for each night. Multiples of 100 in HUF and TWD, of 10 in KWD and TND. */
  nightlyPrice: number;
  /** Minor units of the listing's currency, for Friday and Saturday nights. Multiples of 100 in HUF and TWD, of 10 in KWD and TND. */
  weekendPrice?: number | null | undefined;
  /** Minor units of the listing's currency, once a stay. Multiples of 100 in HUF and TWD, of 10 in KWD and TND. */
  cleaningFee?: number | undefined;
  /** Guests in the nightly price; maxGuests where absent. */
  includedGuests?: number | undefined;
  /** Minor units of the listing's currency, for each night and guest above the included ones. Multiples of 100 in HUF and TWD, of 10 in KWD and TND. */
  extraGuestFee?: number | undefined;
  /** Minor units of the listing's currency, once a stay with pets. Multiples of 100 in HUF and TWD, of 10 in KWD and TND. */
  petFee?: number | undefined;
  /** Off the nights of stays of 7 and more. */
  weeklyDiscountBps?: number | undefined;
  /** Off the nights of stays of 28 and more. */
  monthlyDiscountBps?: number | undefined;
  earlyBird?: EarlyBird | null | undefined;
  lastMinute?: LastMinute | null | undefined;
};

export type ListingsExplainAvailabilityInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut: string;
  /** Adults and children. */
  guests?: number | undefined;
};

export type ListingsExplainPriceInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut: string;
  adults?: number | undefined;
  children?: number | undefined;
  infants?: number | undefined;
  pets?: number | undefined;
};

export type ListingsFacetsInput = {
  /** Words of title, description, neighbourhood or city, all of them; accents, capitals and the order do not matter, and typing errors are forgiven. */
  q?: string | undefined;
  city?: string | undefined;
  /** ISO 3166-1 alpha-2, for example NO. */
  country?: string | undefined;
  /** Degrees north, WGS 84. */
  lat?: number | undefined;
  /** Degrees east, WGS 84. */
  lng?: number | undefined;
  radiusKm?: number | undefined;
  /** A map's frame: west,south,east,north in degrees; west above east spans the antimeridian. */
  box?: string | undefined;
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn?: string | undefined;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut?: string | undefined;
  /** Adults and children. */
  guests?: number | undefined;
  /** Minor units: of the stay's total with dates, else of a night. */
  minPrice?: number | undefined;
  /** Minor units: of the stay's total with dates, else of a night. */
  maxPrice?: number | undefined;
  /** Required with minPrice or maxPrice. Without it homes are grouped by currency when they are sorted by price. */
  currency?: Currency | undefined;
  roomType?: RoomType | undefined;
  /** At least so many. */
  bedrooms?: number | undefined;
  /** Codes of the catalogue; a home has all of them. */
  amenities?: Amenity[] | undefined;
  instant?: boolean | undefined;
  minRating?: number | undefined;
};

export type ListingsFavoritesInput = {
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type ListingsFeedsInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
};

export type ListingsGetInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
};

export type ListingsMineInput = {
  status?: ListingStatus | undefined;
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type ListingsPhotosConfirmInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  photoId: string;
};

export type ListingsPhotosDeleteInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  photoId: string;
};

export type ListingsPhotosGetInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  photoId: string;
};

export type ListingsPhotosReorderInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  photoIds: string[];
};

export type ListingsPhotosRequestInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  contentType: PhotoType;
  /** The file's exact length. */
  bytes: number;
  /** What it shows, for people who cannot see it. */
  alt?: string | null | undefined;
};

export type ListingsPhotosUpdateInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  photoId: string;
  /** What it shows, for people who cannot see it. */
  alt: string | null;
};

export type ListingsPricingInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
};

export type ListingsPublishInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** The version that the change is meant for; over REST also If-Match. Another one is 412. */
  version?: number | undefined;
};

export type ListingsRemoveFavoriteInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
};

export type ListingsRemoveFeedInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  feedId: string;
};

export type ListingsRotateCalendarLinkInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
};

export type ListingsSearchInput = {
  /** Words of title, description, neighbourhood or city, all of them; accents, capitals and the order do not matter, and typing errors are forgiven. */
  q?: string | undefined;
  city?: string | undefined;
  /** ISO 3166-1 alpha-2, for example NO. */
  country?: string | undefined;
  /** Degrees north, WGS 84. */
  lat?: number | undefined;
  /** Degrees east, WGS 84. */
  lng?: number | undefined;
  radiusKm?: number | undefined;
  /** A map's frame: west,south,east,north in degrees; west above east spans the antimeridian. */
  box?: string | undefined;
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn?: string | undefined;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut?: string | undefined;
  /** Adults and children. */
  guests?: number | undefined;
  /** Minor units: of the stay's total with dates, else of a night. */
  minPrice?: number | undefined;
  /** Minor units: of the stay's total with dates, else of a night. */
  maxPrice?: number | undefined;
  /** Required with minPrice or maxPrice. Without it homes are grouped by currency when they are sorted by price. */
  currency?: Currency | undefined;
  roomType?: RoomType | undefined;
  /** At least so many. */
  bedrooms?: number | undefined;
  /** Codes of the catalogue; a home has all of them. */
  amenities?: Amenity[] | undefined;
  instant?: boolean | undefined;
  minRating?: number | undefined;
  /** price where not given; distance with a point, relevance with q. */
  sort?: ListingSort | undefined;
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type ListingsSetPricingInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** The version that the change is meant for; over REST also If-Match. Another one is 412. */
  version?: number | undefined;
  /** Minor units of the listing's currency, for each night. Multiples of 100 in HUF and TWD, of 10 in KWD and TND. */
  nightlyPrice: number;
  /** Minor units of the listing's currency, for Friday and Saturday nights. Multiples of 100 in HUF and TWD, of 10 in KWD and TND. */
  weekendPrice?: number | null | undefined;
  /** Minor units of the listing's currency, once a stay. Multiples of 100 in HUF and TWD, of 10 in KWD and TND. */
  cleaningFee?: number | undefined;
  /** Guests in the nightly price; maxGuests where absent. */
  includedGuests?: number | undefined;
  /** Minor units of the listing's currency, for each night and guest above the included ones. Multiples of 100 in HUF and TWD, of 10 in KWD and TND. */
  extraGuestFee?: number | undefined;
  /** Minor units of the listing's currency, once a stay with pets. Multiples of 100 in HUF and TWD, of 10 in KWD and TND. */
  petFee?: number | undefined;
  /** Off the nights of stays of 7 and more. */
  weeklyDiscountBps?: number | undefined;
  /** Off the nights of stays of 28 and more. */
  monthlyDiscountBps?: number | undefined;
  earlyBird?: EarlyBird | null | undefined;
  lastMinute?: LastMinute | null | undefined;
};

export type ListingsSetRatesInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** The version that the change is meant for; over REST also If-Match. Another one is 412. */
  version?: number | undefined;
  rates: RateInputInput[];
};

export type ListingsSetStayRulesInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** The version that the change is meant for; over REST also If-Match. Another one is 412. */
  version?: number | undefined;
  rules: StayRuleInput[];
};

export type ListingsStayRulesInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
};

export type ListingsSuggestPlacesInput = {
  q: string;
  limit?: number | undefined;
};

export type ListingsSyncFeedInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  feedId: string;
};

export type ListingsUnblockInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  blockId: string;
};

export type ListingsUnlistInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** The version that the change is meant for; over REST also If-Match. Another one is 412. */
  version?: number | undefined;
};

export type ListingsUpdateInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** The version that the change is meant for; over REST also If-Match. Another one is 412. */
  version?: number | undefined;
  title?: string | undefined;
  description?: string | undefined;
  propertyType?: PropertyType | undefined;
  roomType?: RoomType | undefined;
  neighbourhood?: string | null | undefined;
  /** Street and number; strangers do not see it. */
  address?: string | null | undefined;
  city?: string | undefined;
  /** State, province or county, where taxes depend on it. */
  region?: string | null | undefined;
  /** ISO 3166-1 alpha-2, for example NO. */
  country?: string | undefined;
  /** Degrees north, WGS 84. */
  latitude?: number | undefined;
  /** Degrees east, WGS 84. */
  longitude?: number | undefined;
  maxGuests?: number | undefined;
  bedrooms?: number | undefined;
  beds?: number | undefined;
  /** In halves. */
  bathrooms?: number | undefined;
  /** Codes of the catalogue, each once. */
  amenities?: Amenity[] | undefined;
  bookingMode?: BookingMode | undefined;
  cancellationPolicy?: CancellationPolicy | undefined;
  minNights?: number | undefined;
  maxNights?: number | undefined;
  advanceNoticeDays?: number | undefined;
  preparationDays?: number | undefined;
  bookingWindowDays?: number | undefined;
  /** A local time of the listing, HH:MM. */
  checkInFrom?: string | undefined;
  /** A local time of the listing, HH:MM. */
  checkInUntil?: string | null | undefined;
  /** A local time of the listing, HH:MM. */
  checkOutBefore?: string | undefined;
};

export type Money = {
  /** Integer minor units of the currency. */
  amount: number;
  /** ISO 4217 code, for example NOK. */
  currency: Currency;
};

export type NextAction = {
  action: "pay" | "cancel" | "accept" | "decline";
  allowed: boolean;
  reason: string | null;
};

export type NextStep = NoNextStep | ClientSecretStep | RedirectStep;

export type NoNextStep = {
  kind: "none";
};

export type Obstacle = {
  /** As in details.rules of stay.rule; nights_taken, not_published. */
  rule: string;
  /** The field that breaks it, a JSON pointer. */
  pointer: string;
  detail: string;
};

export type OwnListingPage = {
  data: Listing[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type Party = "guest" | "host" | "platform" | "authority";

export type Payment = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
  provider: PaymentProvider;
  /** The provider's own id, for example pi_… */
  providerRef: string | null;
  amount: Money;
  status: PaymentStatus;
  captureMethod: CaptureMethod;
  /** Until when what is authorized can be captured; null where nothing waits. */
  captureBy: string | null;
  /** What has gone back. */
  refundedAmount: Money;
  /** What can still be given back: captured, less what goes back or is disputed. */
  refundableAmount: Money;
  /** What the guest's bank withholds or took back. */
  disputedAmount: Money;
  /** What the guest pays, line by line; sums to amount. */
  lines: PaymentLine[];
  charges: Charge[];
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
};

export type PaymentLine = {
  /** Its place in the booking's lineItems, from 0. */
  line: number;
  kind: LineItemKind;
  payee: PaymentPayee;
  amount: Money;
};

export type PaymentMethod = {
  /** For example visa. */
  brand: string;
  /** Its last four digits. */
  last4: string;
};

export type PaymentPage = {
  data: Payment[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type PaymentPayee = "host" | "platform" | "tax";

export type PaymentPayer = "guest" | "host";

export type PaymentProvider = "stripe";

export type PaymentStarted = {
  payment: Payment;
  next: NextStep;
};

export type PaymentStatus =
  | "requires_payment" | "requires_action" | "processing" | "authorized" | "captured" | "partially_refunded"
  | "refunded" | "failed" | "voided";

export type PaymentsAcceptChargebackInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  chargebackId: string;
};

export type PaymentsBeginPayoutOnboardingInput = {
  /** ISO 3166-1 alpha-2, for example NO. */
  country: string;
  replace?: boolean | undefined;
  /** Where the host comes back to: on this API's origin, or one of CORS_ALLOW_ORIGINS. */
  returnUrl?: string | undefined;
};

export type PaymentsChargebackInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  chargebackId: string;
};

export type PaymentsChargebacksInput = {
  status?: ChargebackStatus | undefined;
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type PaymentsGetInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  paymentId: string;
};

export type PaymentsListInput = {
  as?: "guest" | "host" | undefined;
  /** Only those that stand so. */
  status?: PaymentStatus | undefined;
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type PaymentsPayoutAccountInput = Record<string, never>;

export type PaymentsPayoutsInput = {
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
  status?: PayoutStatus | undefined;
};

export type PaymentsReceiptInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  paymentId: string;
};

export type PaymentsRefundInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  paymentId: string;
  amount?: PositiveMoney | undefined;
  lines?: RefundLineInput[] | undefined;
  reason: RefundReason;
  /** For the guest, on his mail and receipt. */
  note?: string | undefined;
};

export type PaymentsRefundsInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  paymentId: string;
};

export type PaymentsStartInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
  provider: PaymentProvider;
  /** A Stripe payment method. Without one, confirm the client secret in the browser. */
  paymentMethodId?: string | undefined;
};

export type PaymentsStatementInput = {
  /** The first day, in UTC. */
  from: string;
  /** The last day, in UTC. */
  to: string;
};

export type PaymentsSubmitEvidenceInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  chargebackId: string;
  evidence?: ChargebackEvidenceInputInput | undefined;
  /** true sends it to the bank, once; false keeps a draft. */
  submit: boolean;
};

export type Payout = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  payeeId: string;
  purpose: PayoutPurpose;
  status: PayoutStatus;
  blocks: PayoutBlock[];
  /** Why an operator holds it; for operators only. */
  holdReason: string | null;
  /** The host's share; known once it is released. */
  amount: Money | null;
  /** Kept of it to settle what the host owed. */
  netted: Money;
  /** Sent to his account: amount less netted. */
  transferred: Money;
  /** Fetched back of what was sent. */
  reversed: Money;
  /** An instant, RFC 3339 in UTC. */
  dueAt: string;
  /** Why the bank refused it last, for example account_closed. */
  failureCode: string | null;
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
  /** An instant, RFC 3339 in UTC. */
  paidAt: string | null;
};

export type PayoutAccount = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  provider: PaymentProvider;
  /** ISO 3166-1 alpha-2, for example NO. */
  country: string;
  status: PayoutAccountStatus;
  /** What the provider still wants to know, in its own words. */
  requirements: string[];
  bank: PayoutBank | null;
  /** After a change nothing is paid out until then. */
  heldUntil: string | null;
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
};

export type PayoutAccountStatus = "onboarding" | "restricted" | "enabled" | "replaced";

export type PayoutAccounts = {
  account: PayoutAccount | null;
  replacement: PayoutAccount | null;
};

export type PayoutBank = {
  last4: string;
  /** ISO 4217 code of the bank account. */
  currency: string;
};

export type PayoutBlock =
  | "no_account" | "account_restricted" | "account_hold" | "chargeback" | "refund" | "operator" | "provider_balance";

export type PayoutOnboarding = {
  account: PayoutAccount;
  url: string;
  /** An instant, RFC 3339 in UTC. */
  expiresAt: string;
};

export type PayoutPage = {
  data: Payout[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type PayoutPurpose = "stay" | "claim" | "adjustment";

export type PayoutStatus = "scheduled" | "blocked" | "in_transit" | "paid" | "failed" | "reversed" | "cancelled";

export type Photo = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** Always ready where others than the host look. */
  status: PhotoStatus;
  /** What it shows, for people who cannot see it. */
  alt: string | null;
  /** Of the upright picture as it was uploaded; null until it is ready. */
  width: number | null;
  height: number | null;
  /** ThumbHash, base64: a blur to show while it loads. */
  thumbhash: string | null;
  /** By width, smallest first; none until it is ready. */
  variants: PhotoVariant[];
  /** Why it was rejected. */
  rejection: PhotoRejection | null;
};

export type PhotoFormat = "webp" | "jpeg";

export type PhotoList = {
  data: Photo[];
};

export type PhotoRejection = "unreadable" | "wrong_type" | "too_many_pixels" | "lost";

export type PhotoRequested = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  photo: Photo;
  upload: PhotoUpload;
};

export type PhotoStatus = "awaiting_upload" | "processing" | "ready" | "rejected";

export type PhotoType = "image/jpeg" | "image/png" | "image/webp" | "image/avif";

export type PhotoUpload = {
  method: "PUT";
  url: string;
  headers: Record<string, string>;
  /** An instant, RFC 3339 in UTC. */
  expiresAt: string;
};

export type PhotoVariant = {
  format: PhotoFormat;
  width: number;
  height: number;
  /** Shows the same for ever: keep it as long as you like. */
  url: string;
};

export type PlaceSuggestion = {
  name: string;
  /** ISO 3166-1 alpha-2, for example NO. */
  country: string;
  region: string | null;
  /** Degrees north, WGS 84. */
  latitude: number;
  /** Degrees east, WGS 84. */
  longitude: number;
  /** Homes that can be found there; 1000 are a thousand or more. */
  homes: number;
};

export type PlaceSuggestions = {
  data: PlaceSuggestion[];
};

export type PositiveMoney = {
  /** Integer minor units. */
  amount: number;
  /** ISO 4217 code, for example NOK. */
  currency: Currency;
};

export type Presentment = {
  /** ISO 4217 code, for example NOK. */
  currency: Currency;
  /** Units of this currency for one of the price's, a decimal: 0.0891742464762. 1 where they are the same. */
  rate: string;
  source: RateSource;
  /** Of when the rate is; of two over the euro, the older one. */
  at: string;
  /** What is charged: the price's total at the rate, half-even, in steps that can be paid out. */
  total: Money;
  /** What of it each of lineItems is, in their order: they sum to total. 0 for what the guest does not pay. */
  lines: Money[];
};

export type PriceBucket = {
  from: Money;
  to: Money;
  count: number;
};

export type PriceExplanation = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut: string;
  guests: Guests;
  /** At the home: how far ahead the stay is booked decides on discounts. */
  today: string;
  nights: PricedNight[];
  discounts: ExplainedDiscount[];
  /** Nights after the discount, and cleaning: what fees and taxes in per cent are taken of. */
  base: Money;
  fees: ExplainedFee[];
  taxes: ExplainedTax[];
  lineItems: LineItem[];
  /** What the guest pays. */
  total: Money;
};

export type PricedNight = {
  /** A local date of the listing, YYYY-MM-DD. */
  date: string;
  price: Money;
  /** price.override, price.weekend or price.nightly. */
  rule: string;
  version: number;
};

export type PropertyType = "apartment" | "house" | "cabin" | "hotel" | "guesthouse" | "other";

export type ProviderEventEntry = {
  provider: string;
  eventId: string;
  type: string;
  /** The connected account that it happened in; null is the platform's own. */
  account: string | null;
  state: ProviderEventState;
  attempts: number;
  lastError: string | null;
  /** An instant, RFC 3339 in UTC. */
  receivedAt: string;
  /** An instant, RFC 3339 in UTC. */
  appliedAt: string | null;
  /** An instant, RFC 3339 in UTC. */
  gaveUpAt: string | null;
};

export type ProviderEventPage = {
  data: ProviderEventEntry[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type ProviderEventState = "applied" | "waiting" | "gave_up";

export type Quote = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut: string;
  guests: Guests;
  /** The guest's lines sum to total; the host's lines reduce what he earns. */
  lineItems: LineItem[];
  /** What the stay costs, in the home's currency. */
  total: Money;
  presentment: Presentment;
  /** An instant, RFC 3339 in UTC. */
  expiresAt: string;
};

export type RateInputInput = {
  /** The first night. */
  first: string;
  /** The day after the last night; one night where absent. */
  until?: string | undefined;
  /** Minor units of the listing's currency, in its steps; null: as on other days. */
  price: number | null;
};

export type RateSource = "same" | "ecb" | "configured";

export type Receipt = {
  /** A UUID (version 7: ids sort by time of creation). */
  paymentId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
  /** For example 2026-000123, without gaps in a year; null for the moment until it is issued. */
  number: string | null;
  /** An instant, RFC 3339 in UTC. */
  issuedAt: string | null;
  /** Who reads it. */
  audience: ReceiptAudience;
  status: PaymentStatus;
  guest: string;
  /** To the guest his first name only. */
  host: string;
  home: ReceiptHome;
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut: string;
  guests: Guests;
  lines: ReceiptLine[];
  /** What the guest paid. */
  total: Money;
  /** Of the total. */
  taxes: Money;
  /** Where the guest paid in another currency than the home's. */
  exchange: ReceiptExchange | null;
  /** To the guest and operators, where the provider says. */
  method: PaymentMethod | null;
  /** An instant, RFC 3339 in UTC. */
  paidAt: string;
  refunds: ReceiptRefund[];
  /** What has gone back. */
  refunded: Money;
  chargebacks: ReceiptChargeback[];
  /** What banks took back for the guest. */
  chargedBack: Money;
  /** total - refunded - chargedBack. */
  remaining: Money;
  /** To the host and operators. */
  earnings: ReceiptEarnings | null;
};

export type ReceiptAudience = "guest" | "host" | "operator";

export type ReceiptChargeback = {
  /** Of what was paid; what a bank takes beyond that is on no receipt. */
  amount: Money;
  lines: RefundLine[];
  /** When the bank decided. */
  at: string;
};

export type ReceiptEarnings = {
  /** The lines that the guest paid for him. */
  gross: Money;
  /** What he pays Roost of it. */
  fee: Money;
  /** What refunds, and chargebacks that he bears, took from his share. */
  refunded: Money;
  net: Money;
};

export type ReceiptExchange = {
  /** The home's: one of it was worth `rate` of what the guest paid with. */
  currency: Currency;
  rate: string;
  source: RateSource;
  /** An instant, RFC 3339 in UTC. */
  at: string;
};

export type ReceiptHome = {
  title: string;
  city: string;
  /** ISO 3166-1 alpha-2, for example NO. */
  country: string;
};

export type ReceiptLine = {
  /** Its place in the booking's lineItems, from 0. */
  line: number;
  kind: LineItemKind;
  quantity: number;
  /** For one of quantity, in the home's currency, before the discount. */
  unit: Money;
  /** In the home's currency, less the discount. */
  price: Money;
  discount?: LineDiscount;
  /** What a tax is called where it is due. */
  name?: string;
  /** What the guest paid for it; 0 for what the host pays out of his share. */
  amount: Money;
  payer: PaymentPayer;
  payee: PaymentPayee;
  rule: string;
  version: number;
};

export type ReceiptRefund = {
  /** A UUID (version 7: ids sort by time of creation). */
  refundId: string;
  /** Of its credit note, for example 2026-000124; null until it is issued. */
  number: string | null;
  /** An instant, RFC 3339 in UTC. */
  issuedAt: string | null;
  status: RefundStatus;
  amount: Money;
  lines: RefundLine[];
  reason: RefundReason;
  note: string | null;
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
};

export type Reconciliation = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  provider: string;
  /** What the provider booked after this was left for the next one. */
  until: string;
  /** An instant, RFC 3339 in UTC. */
  at: string;
  /** How many lines of the provider's books were new. */
  transactions: number;
  differences: ReconciliationDifference[];
};

export type ReconciliationDifference = {
  /** The provider's object; `balance` is the whole balance of a currency. */
  source: string;
  /** As the provider names it; Roost may not know it. */
  currency: string;
  ledgerMinor: number;
  providerMinor: number;
  differenceMinor: number;
};

export type ReconciliationPage = {
  data: Reconciliation[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type RedirectStep = {
  kind: "redirect";
  /** Send the guest's browser there. */
  url: string;
};

export type Refund = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** A UUID (version 7: ids sort by time of creation). */
  paymentId: string;
  status: RefundStatus;
  reason: RefundReason;
  note: string | null;
  amount: Money;
  /** What goes back of each line; sums to amount. */
  lines: RefundLine[];
  /** Why the last try failed, for example expired_or_canceled_card. */
  failureCode: string | null;
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
  /** An instant, RFC 3339 in UTC. */
  settledAt: string | null;
};

export type RefundLine = {
  line: number;
  amount: Money;
};

export type RefundLineInput = {
  line: number;
  amount: PositiveMoney;
};

export type RefundList = {
  data: Refund[];
};

export type RefundReason =
  | "guest_cancelled" | "host_cancelled" | "goodwill" | "not_as_described" | "duplicate" | "late_payment" | "other";

export type RefundStatus = "pending" | "succeeded" | "failed" | "cancelled";

export type Review = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** A UUID (version 7: ids sort by time of creation). */
  listingId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
  /** A UUID (version 7: ids sort by time of creation). */
  authorId: string;
  /** Who is reviewed: the host. */
  subjectId: string;
  /** 1 to 5. */
  rating: number;
  categories: ReviewCategories;
  comment: string;
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
  /** null while it is hidden: until 14 days after check-out. */
  publishedAt: string | null;
};

export type ReviewCategories = {
  /** 1 to 5. */
  cleanliness?: number;
  /** 1 to 5. */
  accuracy?: number;
  /** 1 to 5. */
  checkIn?: number;
  /** 1 to 5. */
  communication?: number;
  /** 1 to 5. */
  location?: number;
  /** 1 to 5. */
  value?: number;
};

export type ReviewCategoriesInput = {
  /** 1 to 5. */
  cleanliness?: number | undefined;
  /** 1 to 5. */
  accuracy?: number | undefined;
  /** 1 to 5. */
  checkIn?: number | undefined;
  /** 1 to 5. */
  communication?: number | undefined;
  /** 1 to 5. */
  location?: number | undefined;
  /** 1 to 5. */
  value?: number | undefined;
};

export type ReviewPage = {
  data: Review[];
  /** Pass as cursor for the next page; null on the last. */
  nextCursor: string | null;
  hasMore: boolean;
};

export type ReviewSort = "-createdAt" | "-rating" | "rating";

export type ReviewsGetInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  reviewId: string;
};

export type ReviewsListInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  listingId?: string | undefined;
  /** A UUID (version 7: ids sort by time of creation). */
  subjectId?: string | undefined;
  sort?: ReviewSort | undefined;
  /** Items a page, 1 to 100. */
  limit?: number | undefined;
  /** nextCursor of the page before; opaque and signed. */
  cursor?: string | undefined;
};

export type ReviewsWriteInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
  /** 1 to 5. */
  rating: number;
  categories?: ReviewCategoriesInput | undefined;
  comment: string;
};

export type Role = "guest" | "host" | "admin";

export type RoomType = "entire" | "private" | "shared";

export type RoomTypeCount = {
  roomType: RoomType;
  count: number;
};

export type Session = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  token: string;
  /** An instant, RFC 3339 in UTC. */
  expiresAt: string;
};

export type SignUpResult = {
  status: "verification_sent";
};

export type SignedIn = {
  user: User;
  session: Session;
};

export type Statement = {
  /** A local date of the listing, YYYY-MM-DD. */
  from: string;
  /** A local date of the listing, YYYY-MM-DD. */
  to: string;
  accounts: StatementAccount[];
};

export type StatementAccount = {
  /** ISO 4217 code, for example NOK. */
  currency: Currency;
  opening: LedgerAmount;
  lines: StatementLine[];
  closing: LedgerAmount;
};

export type StatementLine = {
  /** An instant, RFC 3339 in UTC. */
  at: string;
  kind: StatementLineKind;
  /** A UUID (version 7: ids sort by time of creation). */
  bookingId: string;
  amount: LedgerAmount;
  balance: LedgerAmount;
};

export type StatementLineKind = "earned" | "fee" | "refund" | "transfer" | "reversal" | "chargeback" | "penalty" | "adjustment";

export type StayRule = {
  /** The first day, a local date of the home. */
  first: string;
  /** The day after the last, a local date of the home. */
  until: string;
  /** The days of arrival on which it holds; of departure, for closedToDeparture. */
  weekdays: Weekday[];
  /** In place of the home's own; null: as the home. */
  minNights: number | null;
  /** In place of the home's own; null: as the home. */
  maxNights: number | null;
  /** No stay begins on these days. */
  closedToArrival: boolean;
  /** No stay ends on these days. */
  closedToDeparture: boolean;
};

export type StayRuleInput = {
  /** The first day, a local date of the home. */
  first: string;
  /** The day after the last, a local date of the home. */
  until: string;
  /** The days of arrival on which it holds; of departure, for closedToDeparture. */
  weekdays?: Weekday[] | undefined;
  /** In place of the home's own; null: as the home. */
  minNights?: number | null | undefined;
  /** In place of the home's own; null: as the home. */
  maxNights?: number | null | undefined;
  /** No stay begins on these days. */
  closedToArrival?: boolean | undefined;
  /** No stay ends on these days. */
  closedToDeparture?: boolean | undefined;
};

export type StayRules = {
  rules: StayRule[];
  /** Of the listing. */
  version: number;
};

export type StaySuggestion = {
  /** A local date of the listing, YYYY-MM-DD. */
  checkIn: string;
  /** A local date of the listing, YYYY-MM-DD. */
  checkOut: string;
  nights: number;
};

export type TakenBy = "booking" | "hold" | "block" | "external" | "preparation";

export type User = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  /** An e-mail address; upper and lower case are the same. */
  email: string;
  firstName: string;
  lastName: string;
  roles: Role[];
  emailVerified: boolean;
  status: UserStatus;
  /** An instant, RFC 3339 in UTC. */
  createdAt: string;
};

export type UserProfile = {
  /** A UUID (version 7: ids sort by time of creation). */
  id: string;
  firstName: string;
  /** Of published reviews of this person; null without any. */
  avgRating: number | null;
  reviewCount: number;
};

export type UserStatus = "active" | "suspended" | "deleted";

export type UsersBecomeHostInput = Record<string, never>;

export type UsersGetInput = {
  /** A UUID (version 7: ids sort by time of creation). */
  userId: string;
};

export type UsersMeInput = Record<string, never>;

export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

/** The error of a tRPC call: `data.problem` says what REST says. */
export interface RoostErrorShape extends TRPCDefaultErrorShape {
  data: TRPCDefaultErrorShape["data"] & { problem: Problem };
}

interface Root {
  ctx: object;
  meta: object;
  errorShape: RoostErrorShape;
  transformer: false;
}

type Query<Input, Output> = TRPCQueryProcedure<{ input: Input; output: Output; meta: object }>;
type Mutation<Input, Output> = TRPCMutationProcedure<{ input: Input; output: Output; meta: object }>;

export type Routers = {
  admin: {
    /** What each account of the ledger holds in each currency, now or at an instant; they sum to zero. */
    ledgerBalances: Query<AdminLedgerBalancesInput | void, LedgerBalances>;
    /** The ledger's transactions with their entries, newest first. */
    ledgerJournal: Query<AdminLedgerJournalInput | void, LedgerJournal>;
    /** Hold a payout that has not gone yet, until it is let go. */
    payoutHold: Mutation<AdminPayoutHoldInput, Payout>;
    /** Let a payout go that an operator held; it goes once it is due and nothing else blocks it. */
    payoutRelease: Mutation<AdminPayoutReleaseInput, Payout>;
    /** The comparisons of the ledger with the provider's books, newest first. */
    reconciliations: Query<AdminReconciliationsInput | void, ReconciliationPage>;
    /** The events that providers told, newest first: applied, waiting to be tried again, or given up. */
    webhookEvents: Query<AdminWebhookEventsInput | void, ProviderEventPage>;
  };
  auth: {
    /** Begins a session by address and password. */
    signIn: Mutation<AuthSignInInput, SignedIn>;
    /** Ends the session that the call came with. */
    signOut: Mutation<AuthSignOutInput | void, undefined>;
    /** Makes an account and sends a mail with a link that confirms the address. The answer is always the same. */
    signUp: Mutation<AuthSignUpInput, SignUpResult>;
    /** Confirms an address by the token from the mail, once and within 24 hours, and signs in. */
    verifyEmail: Mutation<AuthVerifyEmailInput, SignedIn>;
  };
  bookings: {
    /** Accept a request: what is withheld on the guest's card is taken, and then the booking is confirmed. */
    accept: Mutation<BookingsAcceptInput, Booking>;
    /** Give up a booking that is not confirmed yet: nothing is taken, and the dates are free again at once. */
    cancel: Mutation<BookingsCancelInput, Booking>;
    /** Book a quoted stay: the dates are held for 15 minutes, in which the guest pays. */
    create: Mutation<BookingsCreateInput, Booking>;
    /** Decline a request: the guest's card is let go, and the dates are free again at once. */
    decline: Mutation<BookingsDeclineInput, Booking>;
    /** A booking with what you may do next, for its guest, its host and operators. */
    get: Query<BookingsGetInput, Booking>;
    /** A quote, by its id; whoever knows the id may see it. */
    getQuote: Query<BookingsGetQuoteInput, Quote>;
    /** Your bookings, newest first: as guest, or as host; all, or those of a phase or of a time. */
    list: Query<BookingsListInput | void, BookingPage>;
    /** Price a stay, line by line. The price holds for 30 minutes. */
    quote: Mutation<BookingsQuoteInput, Quote>;
  };
  listings: {
    /** Keeps a published home in mind; one that you keep already stays where it is. */
    addFavorite: Mutation<ListingsAddFavoriteInput, Favorite>;
    /** Reads a calendar of the home elsewhere, at once and then about every half hour; its nights are taken here. */
    addFeed: Mutation<ListingsAddFeedInput, CalendarFeed>;
    /** All amenities that a home can have, by their codes. */
    amenities: Query<ListingsAmenitiesInput | void, AmenityCatalogue>;
    /** Takes a home away for good, once no stay lies ahead. Its past stays and reviews remain. */
    archive: Mutation<ListingsArchiveInput, Listing>;
    /** Keeps nights of a home off the market. Refused where a stay, another block or another calendar has some. */
    block: Mutation<ListingsBlockInput, Block>;
    /** The nights that a home's host keeps off the market, by their first. Operators do not see his notes. */
    blocks: Query<ListingsBlocksInput, BlockPage>;
    /** A home night by night: free or not, its price, and which stays may begin. Its host sees what takes a night. */
    calendar: Query<ListingsCalendarInput, Calendar>;
    /** When the home is taken, for other sites: over REST as an iCalendar file. */
    calendarFile: Query<ListingsCalendarFileInput, CalendarFile>;
    /** The secret address at which other sites read when the home is taken. */
    calendarLink: Query<ListingsCalendarLinkInput, CalendarLink>;
    /** Makes a draft of a home; nobody else sees it before it is published. */
    create: Mutation<ListingsCreateInput, Listing>;
    /** Whether a stay can be booked; where not, every rule that it breaks, and the nearest stays that can. */
    explainAvailability: Query<ListingsExplainAvailabilityInput, Availability>;
    /** What a stay costs and why: each night, discount, fee and tax, with its rule and version. */
    explainPrice: Query<ListingsExplainPriceInput, PriceExplanation>;
    /** How the homes of a search are made up: by room, amenity and price, and where they stand on a map. */
    facets: Query<ListingsFacetsInput | void, ListingFacets>;
    /** The homes that you keep in mind, the last one first; those that are not offered any more say so. */
    favorites: Query<ListingsFavoritesInput | void, FavoritePage>;
    /** The calendars elsewhere that a home reads, how reading them went, and where they clash with bookings. */
    feeds: Query<ListingsFeedsInput, CalendarFeeds>;
    /** A home: published for everybody, else for its host and who has booked it. Strangers see a point near it. */
    get: Query<ListingsGetInput, Listing>;
    /** Your own homes with all that only you see, newest first: those of a status, or all but archived ones. */
    mine: Query<ListingsMineInput | void, OwnListingPage>;
    photos: {
      /** Says that the file has been sent. It is looked at, and its variants are made; ask for the photo meanwhile. */
      confirm: Mutation<ListingsPhotosConfirmInput, Photo>;
      /** Removes a photo and its files; what browsers and caches hold of it is theirs. */
      delete: Mutation<ListingsPhotosDeleteInput, undefined>;
      /** A photo of a home: once it is ready for everybody, before that for its host. */
      get: Query<ListingsPhotosGetInput, Photo>;
      /** Puts a home's photos in another order, the cover first. */
      reorder: Mutation<ListingsPhotosReorderInput, PhotoList>;
      /** Makes room for a photo and answers where to send its file; then confirm it. */
      request: Mutation<ListingsPhotosRequestInput, PhotoRequested>;
      /** Gives a photo another text for people who cannot see it. */
      update: Mutation<ListingsPhotosUpdateInput, Photo>;
    };
    /** What a home costs, for its host and operators: prices, discounts, and dates with a price of their own. */
    pricing: Query<ListingsPricingInput, ListingPricing>;
    /** Shows a home to everybody, or hands it to the operators where homes need approval; done already, it stays. */
    publish: Mutation<ListingsPublishInput, Listing>;
    /** Keeps a home in mind no longer, if you did. */
    removeFavorite: Mutation<ListingsRemoveFavoriteInput, undefined>;
    /** Reads a calendar no more; the nights that it took are free again. */
    removeFeed: Mutation<ListingsRemoveFeedInput, undefined>;
    /** Gives the home's calendar a new secret address; the old one is void at once. */
    rotateCalendarLink: Mutation<ListingsRotateCalendarLinkInput, CalendarLink>;
    /** Homes at a place, with dates only those that can be booked, each with its total price. */
    search: Query<ListingsSearchInput | void, ListingPage>;
    /** Sets all prices of a home in place of those that it has; dates with a price of their own keep it. */
    setPricing: Mutation<ListingsSetPricingInput, ListingPricing>;
    /** Gives dates a price of their own, or takes it away; dates that are not named keep theirs. */
    setRates: Mutation<ListingsSetRatesInput, ListingPricing>;
    /** Sets all rules of a home's seasons, in place of those before. Stays that are booked already stay as they are. */
    setStayRules: Mutation<ListingsSetStayRulesInput, StayRules>;
    /** What a home asks of stays by season: fewest and most nights, days on which none begins or ends. */
    stayRules: Query<ListingsStayRulesInput, StayRules>;
    /** Cities whose name begins like this, or nearly: those with homes first. */
    suggestPlaces: Query<ListingsSuggestPlacesInput, PlaceSuggestions>;
    /** Reads a calendar now, unless its host asked for that less than a minute ago; its state then tells how it went. */
    syncFeed: Mutation<ListingsSyncFeedInput, CalendarFeed>;
    /** Gives the nights of a block back to the market. */
    unblock: Mutation<ListingsUnblockInput, undefined>;
    /** Takes a home off the market until it is published again; its stays go on. An unlisted home stays as it is. */
    unlist: Mutation<ListingsUnlistInput, Listing>;
    /** Changes a home: fields that are absent stay, null clears. Prices have an action of their own. */
    update: Mutation<ListingsUpdateInput, Listing>;
  };
  payments: {
    /** Give a chargeback up: the bank keeps the money, for good. */
    acceptChargeback: Mutation<PaymentsAcceptChargebackInput, Chargeback>;
    /** Open the account that your payouts go to, go on with it, or replace it: answers the provider's page. */
    beginPayoutOnboarding: Mutation<PaymentsBeginPayoutOnboardingInput, PayoutOnboarding>;
    /** A chargeback with its evidence, for operators. */
    chargeback: Query<PaymentsChargebackInput, Chargeback>;
    /** Chargebacks, newest first, for operators. */
    chargebacks: Query<PaymentsChargebacksInput | void, ChargebackPage>;
    /** A payment with its attempts, for its guest, its host and operators. */
    get: Query<PaymentsGetInput, Payment>;
    /** Your payments, newest first: those that you make, or those for your homes. */
    list: Query<PaymentsListInput | void, PaymentPage>;
    /** Where your payouts go: the account in use, and the one that you are changing to. */
    payoutAccount: Query<PaymentsPayoutAccountInput | void, PayoutAccounts>;
    /** Your payouts, newest first; for operators everybody's. */
    payouts: Query<PaymentsPayoutsInput | void, PayoutPage>;
    /** The receipt of a payment, with its refunds and their credit notes; over REST as a page to print, too. */
    receipt: Query<PaymentsReceiptInput, Receipt>;
    /** Give money of a payment back: all that is left, an amount, or parts of single lines. */
    refund: Mutation<PaymentsRefundInput, Refund>;
    /** The refunds of a payment, for its guest, its host and operators. */
    refunds: Query<PaymentsRefundsInput, RefundList>;
    /** Pay for a booking: with a payment method, or in the browser with the client secret that this answers. */
    start: Mutation<PaymentsStartInput, PaymentStarted>;
    /** Your account as a host: in each currency what you were owed, every change of it, and what you are owed. */
    statement: Query<PaymentsStatementInput, Statement>;
    /** Write evidence against a chargeback, as a draft or for the bank. */
    submitEvidence: Mutation<PaymentsSubmitEvidenceInput, Chargeback>;
  };
  reviews: {
    /** A published review; a hidden one only for its author. */
    get: Query<ReviewsGetInput, Review>;
    /** Published reviews of a home (listingId) or of a person (subjectId). */
    list: Query<ReviewsListInput | void, ReviewPage>;
    /** Review a stay that is over, until 14 days after check-out. It is published when that time ends. */
    write: Mutation<ReviewsWriteInput, Review>;
  };
  users: {
    /** Makes the signed-in person a host. The session's token changes: use the one in the answer from now on. */
    becomeHost: Mutation<UsersBecomeHostInput | void, SignedIn>;
    /** Somebody, as everybody sees him: a first name, and what reviews say. */
    get: Query<UsersGetInput, UserProfile>;
    /** The signed-in person's own account. */
    me: Query<UsersMeInput | void, User>;
  };
};

/** The server's router, for `createTRPCClient<AppRouter>` and tRPC's `inferRouterInputs`. */
export type AppRouter = TRPCBuiltRouter<Root, Routers>;
