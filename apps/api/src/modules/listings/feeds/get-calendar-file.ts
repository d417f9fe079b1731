import { CalendarFile, CalendarFileInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { envPort } from "../../../platform/settings.ts";
import { rememberTold } from "../told-nights.ts";
import { calendarToken, isCalendarToken } from "./calendar-token.ts";
import { uidDomain } from "./feed-changes.ts";
import { findLink, type LinkRow } from "./link-row.ts";

interface Opened {
  readonly link: LinkRow | undefined;
  readonly isRight: boolean;
}

interface Taken {
  readonly id: string;
  readonly isTold: boolean;
  readonly reference: string;
  readonly first: string;
  readonly until: string;
  readonly isStay: boolean;
  readonly sequence: number;
  readonly at: string;
}

export const getCalendarFile = query({
  name: "listings.calendarFile",
  summary: "When the home is taken, for other sites: over REST as an iCalendar file.",
  input: CalendarFileInput,
  output: CalendarFile,
  async load(scope, { listingId, token }): Promise<Opened> {
    const link = await findLink(scope.sql, listingId);
    const right = calendarToken(envPort.from(scope).ROOST_SECRET, listingId, link?.version ?? 1);
    return { link, isRight: isCalendarToken(token, right) };
  },
  // A wrong token does not even tell whether there is such a home.
  may: (_actor, { link, isRight }) => (link !== undefined && isRight ? true : "hidden"),
  async run({ sql }, { listingId }, { link }) {
    assertFound(link);
    const taken = await sql.all<Taken>("calendar_file", takenText, [listingId]);
    // What a feed sends back afterwards may be what is said here.
    const fresh = taken.filter(({ isTold }) => !isTold).map(({ id, sequence: revision }) => ({ id, revision }));
    await Promise.all([sql.run("calendar_link_read", readText, [listingId]), rememberTold(sql, fresh)]);
    return {
      ...{ listingId, title: link.title },
      events: taken.map(({ reference, isStay, first, until, sequence, at }) => ({
        ...{ first, until, sequence, at },
        uid: `${reference}${uidDomain(listingId)}`,
        kind: isStay ? ("stay" as const) : ("block" as const),
      })),
    };
  },
});

// Nights of other calendars stay out: each site reads each other's own, and nothing goes round in circles. Holds, too:
// most are gone before anybody reads of them.
const takenText = `select o.id, o.told_revision is not distinct from o.revision as "isTold", o.reference, lower(o.nights) as first, upper(o.nights) as until, o.kind = 'booking' as "isStay",
    o.revision as sequence, coalesce(uuid_extract_timestamp(o.id), l.created_at) as at
  from occupancy o join listing l on l.id = o.listing_id
  where o.listing_id = $1 and o.kind in ('booking', 'block')
    and upper(o.nights) > (roost_now() at time zone l.time_zone)::date - 30
  order by o.nights, o.reference`;

const readText = `insert into calendar_link (listing_id, created_at, last_read_at) values ($1, now(), now())
  on conflict (listing_id) do update set last_read_at = excluded.last_read_at`;
