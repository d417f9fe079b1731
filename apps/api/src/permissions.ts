import type { ErrorCode } from "@roost/contract";

/** Who asks. `guest` and `host` are those of the thing itself; where there is none, people with that role. */
export const personas = ["anonymous", "unverified", "stranger", "guest", "host", "operator"] as const;
export type Persona = (typeof personas)[number];

/** What one of them gets: it is done, or it is refused. The three statuses stand for their general codes. */
export type Cell = "yes" | 401 | 403 | 404 | ErrorCode;

/** Who may do something to one kind of thing. */
export type Permission = Readonly<Record<Persona, Cell>> & {
  /** The thing and its state, where that makes a difference. */
  readonly of?: string;
};

const everybody = {
  anonymous: "yes",
  unverified: "yes",
  stranger: "yes",
  guest: "yes",
  host: "yes",
  operator: "yes",
} as const satisfies Permission;

const whoeverIsSignedIn = { ...everybody, anonymous: 401 } as const satisfies Permission;

const nobody = {
  anonymous: 404,
  unverified: 404,
  stranger: 404,
  guest: 404,
  host: 404,
  operator: 404,
} as const satisfies Permission;

/** Of a thing that only its people and operators can see. */
const itsPeople = { ...whoeverIsSignedIn, unverified: 404, stranger: 404 } as const satisfies Permission;
const itsHost = { ...itsPeople, guest: 403, operator: 403 } as const satisfies Permission;
const itsGuest = { ...itsPeople, host: 403, operator: 403 } as const satisfies Permission;

const operatorsOnly = {
  ...{ anonymous: 401, unverified: 403, stranger: 403, guest: 403, host: 403 },
  operator: "yes",
} as const satisfies Permission;
/** Of a thing that nobody else learns of. */
const operatorsAlone = { ...itsPeople, guest: 404, host: 404 } as const satisfies Permission;

const hostsOnly = {
  ...{ anonymous: 401, unverified: "user.not_host", stranger: "user.not_host", guest: "user.not_host" },
  ...{ host: "yes", operator: "user.not_host" },
} as const satisfies Permission;

/** Changing a home, which strangers see when it is published, and only then. */
const homesHost = { ...itsHost, guest: 404 } as const satisfies Permission;
const publishedHomesHost = { ...homesHost, unverified: 403, stranger: 403, guest: 403 } as const satisfies Permission;

/** Of a thing that its host sees, and operators decide on. */
const itsOperators = { ...itsPeople, guest: 404, host: 403 } as const satisfies Permission;

/** A published home that only its host changes; a draft that nobody else sees. */
const itsHostOnly = { ...whoeverIsSignedIn, unverified: 403, stranger: 403, guest: 403, operator: 403 } as const;
const draftsHostOnly = { ...itsHostOnly, unverified: 404, stranger: 404, guest: 404 } as const;
const calendarsHost = [
  { of: "a published home", ...publishedHomesHost },
  { of: "a draft", ...homesHost },
] as const satisfies readonly Permission[];

/** Every action of the API and who may do it: what is not here is refused by a test, and each cell is tried by one. */
export const permissions: Readonly<Record<string, readonly Permission[]>> = {
  "auth.signUp": [everybody],
  "auth.verifyEmail": [everybody],
  "auth.signIn": [{ ...everybody, unverified: "auth.email_unverified" }],
  "auth.signOut": [whoeverIsSignedIn],
  "users.me": [whoeverIsSignedIn],
  "users.get": [
    { of: "somebody", ...everybody },
    { of: "a closed account", ...nobody },
    { of: "an address that is not confirmed", ...nobody },
  ],
  "users.becomeHost": [whoeverIsSignedIn],
  "listings.search": [everybody],
  "listings.facets": [everybody],
  "listings.suggestPlaces": [everybody],
  "listings.create": [hostsOnly],
  "listings.get": [
    { of: "a published home", ...everybody },
    { of: "a draft", ...everybody, anonymous: 404, unverified: 404, stranger: 404, guest: 404 },
    { of: "a home off the market that the guest has booked", ...itsPeople, anonymous: 404 },
  ],
  "listings.mine": [whoeverIsSignedIn],
  "listings.amenities": [everybody],
  "listings.favorites": [whoeverIsSignedIn],
  "listings.addFavorite": [
    { of: "a published home", ...whoeverIsSignedIn },
    { of: "a draft", ...nobody, anonymous: 401 },
  ],
  "listings.removeFavorite": [whoeverIsSignedIn],
  "listings.update": [
    { of: "a published home", ...publishedHomesHost },
    { of: "a draft", ...homesHost },
    { of: "an archived home", ...homesHost, host: "listing.state" },
  ],
  "listings.publish": [
    { of: "a published home", ...publishedHomesHost },
    { of: "a draft", ...homesHost },
    { of: "an archived home", ...homesHost, host: "listing.state" },
  ],
  "listings.setPricing": [
    { of: "a published home", ...publishedHomesHost },
    { of: "a draft", ...homesHost },
    { of: "an archived home", ...homesHost, host: "listing.state" },
  ],
  "listings.pricing": [
    { of: "a published home", ...publishedHomesHost, operator: "yes" },
    { of: "a draft", ...homesHost, operator: "yes" },
  ],
  "listings.setRates": [
    { of: "a published home", ...publishedHomesHost },
    { of: "a draft", ...homesHost },
    { of: "an archived home", ...homesHost, host: "listing.state" },
  ],
  "listings.explainPrice": [
    { of: "a published home", ...everybody },
    { of: "a draft", ...everybody, anonymous: 404, unverified: 404, stranger: 404, guest: 404 },
  ],
  "listings.unlist": [
    { of: "a published home", ...publishedHomesHost },
    { of: "a draft", ...homesHost, host: "listing.state" },
  ],
  "listings.archive": [
    { of: "a published home", ...publishedHomesHost },
    { of: "a draft", ...homesHost },
    { of: "an archived home", ...homesHost },
  ],
  "listings.photos.request": [
    { of: "a published home", ...itsHostOnly },
    { of: "a draft", ...draftsHostOnly },
  ],
  "listings.photos.get": [
    { of: "a ready photo", ...everybody },
    { of: "a photo to come", ...everybody, anonymous: 404, unverified: 404, stranger: 404, guest: 404 },
  ],
  "listings.photos.confirm": [{ of: "a published home", ...itsHostOnly }],
  "listings.photos.reorder": [{ of: "a published home", ...itsHostOnly }],
  "listings.photos.update": [
    { of: "a published home", ...itsHostOnly },
    { of: "a draft", ...draftsHostOnly },
  ],
  "listings.photos.delete": [{ of: "a published home", ...itsHostOnly }],
  "listings.block": [
    { of: "a published home", ...publishedHomesHost },
    { of: "a draft", ...homesHost },
  ],
  "listings.calendar": [
    { of: "a published home", ...everybody },
    { of: "a draft", ...everybody, anonymous: 404, unverified: 404, stranger: 404, guest: 404 },
  ],
  "listings.explainAvailability": [
    { of: "a published home", ...everybody },
    { of: "a draft", ...everybody, anonymous: 404, unverified: 404, stranger: 404, guest: 404 },
  ],
  "listings.blocks": [
    { of: "a published home", ...publishedHomesHost, operator: "yes" },
    { of: "a draft", ...homesHost, operator: "yes" },
  ],
  "listings.unblock": [
    { of: "a published home", ...publishedHomesHost },
    { of: "a draft", ...homesHost },
  ],
  "listings.setStayRules": [
    { of: "a published home", ...publishedHomesHost },
    { of: "a draft", ...homesHost },
  ],
  "listings.stayRules": [
    { of: "a published home", ...everybody },
    { of: "a draft", ...everybody, anonymous: 404, unverified: 404, stranger: 404, guest: 404 },
  ],
  "listings.feeds": calendarsHost,
  "listings.addFeed": calendarsHost,
  "listings.removeFeed": calendarsHost,
  "listings.syncFeed": calendarsHost,
  "listings.calendarLink": calendarsHost,
  "listings.rotateCalendarLink": calendarsHost,
  "listings.calendarFile": [
    { of: "the link of a home", ...everybody },
    { of: "a link that was replaced", ...nobody },
  ],
  "bookings.quote": [everybody],
  "bookings.getQuote": [everybody],
  "bookings.create": [{ ...whoeverIsSignedIn, unverified: "auth.email_unverified", host: "booking.own_listing" }],
  "bookings.get": [itsPeople],
  "bookings.list": [whoeverIsSignedIn],
  "bookings.accept": [{ of: "a request", ...itsHost }],
  "bookings.decline": [{ of: "a request", ...itsHost }],
  "bookings.cancel": [itsGuest],
  "payments.start": [itsGuest],
  "payments.get": [itsPeople],
  "payments.list": [whoeverIsSignedIn],
  "payments.refund": [{ ...itsPeople, guest: 403 }],
  "payments.refunds": [itsPeople],
  "payments.receipt": [itsPeople],
  "payments.statement": [hostsOnly],
  "payments.chargebacks": [operatorsOnly],
  "payments.chargeback": [operatorsAlone],
  "payments.submitEvidence": [operatorsAlone],
  "payments.acceptChargeback": [operatorsAlone],
  "payments.payoutAccount": [hostsOnly],
  "payments.beginPayoutOnboarding": [hostsOnly],
  "payments.payouts": [{ ...hostsOnly, operator: "yes" }],
  "reviews.write": [itsGuest],
  "reviews.get": [
    { of: "a published review", ...everybody },
    { of: "a hidden review", ...everybody, anonymous: 404, unverified: 404, stranger: 404, host: 404 },
  ],
  "reviews.list": [everybody],
  "admin.ledgerJournal": [operatorsOnly],
  "admin.ledgerBalances": [operatorsOnly],
  "admin.reconciliations": [operatorsOnly],
  "admin.webhookEvents": [operatorsOnly],
  "admin.payoutHold": [itsOperators],
  "admin.payoutRelease": [itsOperators],
};

/** What only Roost itself does: to everybody outside there is no such thing. */
export const systemCommands: readonly string[] = [
  "auth.createAccount",
  "bookings.beginStay",
  "bookings.completeStay",
  "bookings.expire",
  "listings.settlePhoto",
  "listings.applyFeed",
  "listings.startDueFeeds",
  "payments.applyEvent",
  "payments.bookDifference",
  "payments.issueInvoice",
  "payments.openReceipt",
  "payments.receiveEvent",
  "payments.recordReconciliation",
  "payments.replayEvents",
  "payments.releasePayout",
  "payments.retryBankPayout",
  "payments.retryRefund",
  "payments.warnOfEvidence",
  "reviews.publish",
];

/** Whether somebody may call an action without a session, at least for some things. */
export const isPublic = (action: string): boolean =>
  permissions[action]?.some(({ anonymous }) => anonymous !== 401) ?? false;
