import type { ListingStatus } from "./listings.ts";

/** One legal move of a home's status: from where to where, by whom, when, and what follows. */
export interface ListingTransition {
  readonly name: string;
  /** null: the listing does not exist yet. */
  readonly from: ListingStatus | null;
  readonly to: ListingStatus;
  readonly who: "host" | "operator";
  readonly guard: string;
  readonly outcome: string;
}

const found = "everybody finds it and may book it";
const asked = "operators decide; nobody else sees it meanwhile";
const unseen = "nobody finds it or books it; its stays go on, and who has booked still sees it";
const gone = "for good: nobody finds it, books it or changes it; who has booked still sees it";
const published = { who: "host", guard: "homes need no approval", outcome: found } as const;
const submitted = { who: "host", guard: "homes need approval", outcome: asked } as const;
const suspended = { who: "operator", guard: "–", outcome: unseen } as const;
const archived = { who: "host", guard: "no stay lies ahead or runs", outcome: gone } as const;

/** The statuses of a home as data: the server, the database's trigger and the docs follow this table. */
export const listingTransitions = [
  { name: "create", from: null, to: "draft", who: "host", guard: "–", outcome: "only its host and operators see it" },
  { name: "publish", from: "draft", to: "published", ...published },
  { name: "publish", from: "unlisted", to: "published", ...published },
  { name: "submit", from: "draft", to: "pending_approval", ...submitted },
  { name: "submit", from: "unlisted", to: "pending_approval", ...submitted },
  { name: "approve", from: "pending_approval", to: "published", who: "operator", guard: "–", outcome: found },
  { name: "reject", from: "pending_approval", to: "unlisted", who: "operator", guard: "–", outcome: unseen },
  { name: "unlist", from: "published", to: "unlisted", who: "host", guard: "–", outcome: unseen },
  { name: "unlist", from: "pending_approval", to: "unlisted", who: "host", guard: "–", outcome: unseen },
  { name: "suspend", from: "pending_approval", to: "suspended", ...suspended },
  { name: "suspend", from: "published", to: "suspended", ...suspended },
  { name: "suspend", from: "unlisted", to: "suspended", ...suspended },
  { name: "restore", from: "suspended", to: "unlisted", who: "operator", guard: "–", outcome: unseen },
  { name: "archive", from: "draft", to: "archived", ...archived },
  { name: "archive", from: "pending_approval", to: "archived", ...archived },
  { name: "archive", from: "published", to: "archived", ...archived },
  { name: "archive", from: "unlisted", to: "archived", ...archived },
  { name: "archive", from: "suspended", to: "archived", ...archived },
] as const satisfies readonly ListingTransition[];

/** The name of a move in the table, for example `publish`. */
export type ListingMove = (typeof listingTransitions)[number]["name"];
