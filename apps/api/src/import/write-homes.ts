import type { CurrencyCode } from "@roost/contract";
import type pg from "pg";
import { auditPart } from "../modules/audit/index.ts";
import { newId } from "../platform/ids.ts";
import { transaction } from "../platform/transaction.ts";
import type { Home } from "./home-row.ts";

export interface Place {
  readonly city: string;
  readonly country: string;
  readonly currency: CurrencyCode;
}

export interface LocatedHome extends Home {
  readonly timeZone: string;
}

export interface Batch {
  readonly homes: readonly LocatedHome[];
  readonly place: Place;
  /** Users who own the homes of some of the source's hosts; the other hosts become users of their own. */
  readonly owners: ReadonlyMap<string, string>;
  /** Names the whole import in the audit. */
  readonly requestId: string;
}

/**
 * Writes one batch in one transaction: hosts, homes and an audit row, or nothing. Homes that are there already stay
 * as they are. Answers how many are new.
 */
export async function writeHomes(pool: pg.Pool, { homes, place, owners, requestId }: Batch): Promise<number> {
  const hosts = [...new Set(homes.map((home) => home.hostExternalId))].filter((host) => !owners.has(host)).sort();
  const hostRows = hosts.map((externalId) => ({ id: newId(), externalId }));
  const homeRows = homes.map((home, position) => ({
    ...home,
    position,
    id: newId(),
    ownerId: owners.get(home.hostExternalId) ?? null,
  }));
  const { city, country, currency } = place;
  return transaction(pool, async ({ sql, begun }) => {
    const [, , made] = await Promise.all([
      begun,
      sql.run("import_hosts", hostsText, [JSON.stringify(hostRows)]),
      sql.one<{ created: number }>("import_homes", homesText, [
        JSON.stringify(homeRows),
        city,
        country,
        currency,
        newId(),
        requestId,
      ]),
    ]);
    return { result: made?.created ?? 0, last: Promise.resolve() };
  });
}

// Sorted, so that two imports at once wait for each other in the same order.
const hostsText = `insert into app_user (id, email, first_name, last_name, roles, email_verified_at, external_id,
    created_at)
  select id, 'host-' || "externalId" || '@import.invalid', 'Host', "externalId", '{guest,host}', roost_now(),
    "externalId", roost_now()
  from jsonb_to_recordset($1::jsonb) as x (id uuid, "externalId" text) order by "externalId"
  on conflict do nothing`;

const auditRow = `(select case when exists (select from made) then jsonb_build_array(jsonb_build_object(
    'id', $5::text, 'at', roost_now(), 'action', 'listings.import', 'request_id', $6::text)) else '[]' end)`;

// The source has moved every point already: it is shown as it is. Of two rows with one id, the first is taken.
const homesText = `with made as (
  insert into listing (id, host_id, external_id, title, description, property_type, room_type, neighbourhood, city,
    country, latitude, longitude, public_latitude, public_longitude, time_zone, currency, nightly_price_minor,
    cleaning_fee_minor, max_guests, included_guests, bedrooms, beds, booking_mode, min_nights, max_nights, status, created_at)
  select x.id, coalesce(x."ownerId", u.id), x."externalId", x.title, '', x."propertyType", x."roomType",
    x.neighbourhood, $2, $3, x.latitude, x.longitude, x.latitude, x.longitude, x."timeZone", $4, x."nightlyPriceMinor", 0,
    x."maxGuests", x."maxGuests", x.bedrooms, greatest(x.bedrooms, 1), x."bookingMode", x."minNights", x."maxNights", 'published', roost_now()
  from jsonb_to_recordset($1::jsonb) as x (id uuid, position int, "ownerId" uuid, "externalId" text,
    "hostExternalId" text, title text, "propertyType" property_type, "roomType" room_type, neighbourhood text, latitude float8,
    longitude float8, "timeZone" text, "nightlyPriceMinor" bigint, "maxGuests" int, bedrooms int, "bookingMode" booking_mode,
    "minNights" int, "maxNights" int)
  left join app_user u on u.external_id = x."hostExternalId"
  order by x.position
  on conflict (external_id) do nothing
  returning id
), recorded as (${auditPart.sql(auditRow)})
select count(*)::int as created from made`;
