import type { FeedNights } from "./read-feed.ts";

export type FeedEventState = "taken" | "clashing" | "echo";

/** A range of nights that a feed took when it was read before. */
export interface KnownNights extends FeedNights {
  readonly id: string;
  readonly state: FeedEventState;
}

/** Nights of a stay or a block that other sites have read of in the home's own calendar. */
export interface ToldNights {
  readonly first: string;
  readonly until: string;
}

export interface FeedReading {
  readonly listingId: string;
  /** The home's local date. */
  readonly today: string;
  readonly known: readonly KnownNights[];
  readonly read: readonly FeedNights[];
  /** False where the feed broke off: then what is missing is not gone. */
  readonly isWhole: boolean;
  readonly unread: readonly (string | null)[];
  readonly told: readonly ToldNights[];
}

export interface FeedChanges {
  /** Ids of ranges that the feed does not take any more. */
  readonly gone: readonly string[];
  /** Ranges that have another UID now, by the id that they have here: some programs make new ones for each reading. */
  readonly renamed: readonly { readonly id: string; readonly uid: string; readonly part: string }[];
  /** Ranges that are new or moved. */
  readonly put: readonly (FeedNights & { readonly isEcho: boolean })[];
}

/** The end of the UIDs of our own calendar of a home: what carries it came from us. */
export const uidDomain = (listingId: string): string => `@${listingId}.roost`;

const keptDays = 30;

/**
 * What a feed that was read changes. The same UID with other dates is a move. What is missing is gone, if the feed was
 * whole and its event is not among those that could not be read. Our own nights that come back are echoes: by their
 * UID, or, where another program gave them a new one, by being exactly nights that we have and have told of before.
 * Nights that were never told of (a hold's, or a booking's since it was made) come from somebody else: they clash.
 * An echo stays one as long as it stays as it is, also after its stay was cancelled here; so does a clash. Both do so
 * under another UID, too.
 */
export function feedChanges(reading: FeedReading): FeedChanges {
  const { known, read, isWhole, unread, listingId, today } = reading;
  const before = new Map(known.map((nights) => [keyOf(nights), nights]));
  const foreign = read.filter(({ uid }) => !uid.endsWith(uidDomain(listingId)));
  const present = new Set(foreign.map(keyOf));
  const forgettable = Temporal.PlainDate.from(today).subtract({ days: keptDays }).toString();
  const isGone = (nights: KnownNights) => {
    if (present.has(keyOf(nights))) return false;
    // What is over is left out of most feeds: it stays for a while, as a part of the calendar that the host sees.
    if (nights.until <= today) return nights.until <= forgettable;
    return isWhole && !unread.includes(null) && !unread.includes(nights.uid);
  };
  const left = Map.groupBy(known.filter(isGone), rangeOf);
  const renamed: FeedChanges["renamed"][number][] = [];
  const put = foreign.flatMap((nights) => {
    const old = before.get(keyOf(nights));
    if (old && rangeOf(old) === rangeOf(nights)) return [];
    const same = old ? undefined : left.get(rangeOf(nights))?.shift();
    if (!same) return [{ ...nights, isEcho: isEcho(nights, reading) }];
    renamed.push({ id: same.id, uid: nights.uid, part: nights.part });
    return [];
  });
  return { gone: [...left.values()].flat().map(({ id }) => id), renamed, put };
}

const rangeOf = ({ first, until }: FeedNights): string => `${first}/${until}`;

const keyOf = ({ uid, part }: FeedNights): string => `${uid}\n${part}`;

/** Some programs join what touches: nights of ours from one's begin to another's end are ours, too. */
function isEcho({ first, until }: FeedNights, { told }: FeedReading): boolean {
  const inside = told
    .filter((nights) => nights.first >= first && nights.until <= until)
    .toSorted((one, other) => (one.first < other.first ? -1 : 1));
  let covered = first;
  for (const nights of inside) if (nights.first === covered) covered = nights.until;
  return covered === until;
}
