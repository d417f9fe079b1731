import { Block, BlockInput } from "@roost/contract";
import { type CommandScope, command } from "../../../platform/action.ts";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { stateRefusal } from "../homes/listing-lifecycle.ts";
import { findListingToChange } from "../listing-row.ts";
import { dateOf, dayOf } from "../local-days.ts";
import { takeBlock } from "../occupancy.ts";

export const blockNights = command({
  name: "listings.block",
  summary: "Keeps nights of a home off the market. Refused where a stay, another block or another calendar has some.",
  input: BlockInput,
  output: Block,
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run(scope, { listingId, first, until, note }, listing) {
    if (listing?.status === "archived") throw stateRefusal(listing.status, "block");
    const block = { id: newId(), listingId, first, until, note, createdAt: scope.now.toISOString() };
    const nights = { listingId, checkIn: first, checkOut: until, reference: block.id, now: scope.now };
    if (!(await takeBlock(scope.sql, nights))) throw await nightsTaken(scope, block);
    const values = [block.id, listingId, first, until, note, block.createdAt];
    await scope.sql.run("block_insert", insertText, values);
    return block;
  },
});

const insertText = `insert into block (id, listing_id, first, until, note, created_at)
  values ($1, $2, $3::date, $4::date, $5, $6::timestamptz)`;

interface Clash {
  readonly kind: keyof typeof words;
  readonly first: string;
  readonly until: string;
}

const words = {
  booking: "booked",
  hold: "held for a guest who is paying",
  block: "blocked already",
  external: "taken in another calendar",
} as const;

/** Names every night that is taken, and by what. */
async function nightsTaken(
  { sql }: CommandScope,
  wish: Pick<Block, "listingId" | "first" | "until">,
): Promise<AppError> {
  const clashes = await sql.all<Clash>("block_clashes", clashesText, [wish.listingId, wish.first, wish.until]);
  const issues = clashes.map(({ kind, first, until }) => ({
    ...{ pointer: "/first", code: kind },
    detail: `the nights from ${first} to ${dateOf(dayOf(until) - 1)} are ${words[kind]}`,
  }));
  const nights = clashes.flatMap(({ first, until }) =>
    Array.from({ length: dayOf(until) - dayOf(first) }, (_, index) => dateOf(dayOf(first) + index)),
  );
  const [one] = issues;
  const detail = one && `Some of the nights are taken: ${one.detail}${issues.length > 1 ? ", and others" : ""}.`;
  return new AppError("booking.dates_unavailable", { ...(detail && { detail }), issues, details: { nights } });
}

const clashesText = `select o.kind, lower(o.nights * w.nights) as first, upper(o.nights * w.nights) as until
  from occupancy o cross join (select daterange($2::date, $3::date) as nights) w
  where o.listing_id = $1 and o.nights && w.nights order by 2`;
