import type { CalendarLink } from "@roost/contract";
import type { z } from "zod";
import type { Scope } from "../../../platform/action.ts";
import { envPort, originPort } from "../../../platform/settings.ts";
import type { Sql } from "../../../platform/sql.ts";
import { calendarToken } from "./calendar-token.ts";

export interface LinkRow {
  readonly listingId: string;
  readonly title: string;
  readonly timeZone: string;
  readonly version: number;
  readonly lastReadAt: string | null;
}

/** A home's link, which is there before anybody has asked for it. */
export const findLink = (sql: Sql, listingId: string): Promise<LinkRow | undefined> =>
  sql.one<LinkRow>("calendar_link_find", findText, [listingId]);

const findText = `select l.id as "listingId", l.title, l.time_zone as "timeZone", coalesce(k.version, 1) as version,
    k.last_read_at as "lastReadAt"
  from listing l left join calendar_link k on k.listing_id = l.id where l.id = $1`;

export function linkOf(scope: Scope, { listingId, version, lastReadAt }: LinkRow): z.input<typeof CalendarLink> {
  const token = calendarToken(envPort.from(scope).ROOST_SECRET, listingId, version);
  return {
    listingId,
    lastReadAt,
    url: `${originPort.from(scope)}/api/v1/listings/${listingId}/calendar.ics?token=${token}`,
  };
}
