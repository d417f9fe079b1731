import { currencyCodes, granularityOf, maxAmountMinor } from "@roost/contract";
import { monthlyNights, weeklyNights } from "../prices/discount.ts";
import { isTaxedBy } from "../prices/tax-places.ts";

/** SQL expressions: columns or parameters, never values. */
export interface PriceTerms {
  /** The alias of a row with the columns of `listing` that have to do with price, place and zone. */
  readonly home: string;
  /** The stay's dates, and what follows from them (bigint): its nights, and those on a Friday or Saturday. */
  readonly checkIn: string;
  readonly checkOut: string;
  readonly nights: string;
  readonly weekends: string;
  /** bigint: adults and children, and the adults among them; whether there are pets (boolean). */
  readonly people: string;
  readonly adults: string;
  readonly withPets: string;
  /** bigint. */
  readonly guestBps: string;
  /** Domain time: it decides how far ahead a stay is booked, by the home's own date. */
  readonly now: string;
  /** Bounds of that (int), over all zones: inside them no zone is asked. */
  readonly daysAhead: { readonly least: string; readonly most: string };
  /** Whether the home may have rates in the stay (boolean): where not, none are looked for. */
  readonly hasRates: string;
}

/** The `hasRates` of homes that keep no note of it. */
export const overlapsRates = ({ home, checkIn, checkOut }: Pick<PriceTerms, "home" | "checkIn" | "checkOut">): string =>
  `exists (select from rate o where o.listing_id = ${home}.id and o.first < ${checkOut} and o.until > ${checkIn})`;

/**
 * What the guest pays for a stay, in SQL: to the cent what `priceStay` answers as `total`, above `maxAmountMinor` or
 * null where that refuses. Closed forms, home by home. Most homes have neither rates nor a discount for the stay nor
 * taxes: theirs is short. `round` of a double rounds half-even; it is exact below 2^53, and shares of what travels stay
 * below 10^12 * 9000.
 */
export function stayTotal(terms: PriceTerms): string {
  const { home, nights, weekends, guestBps } = terms;
  const step = stepOf(home);
  const base = `(${home}.nightly_price_minor * ${nights} + ${moreOf(home)} * ${weekends} + ${home}.cleaning_fee_minor)`;
  return `case when ${isPlain(terms)} then ${base} + ${share(base, guestBps, step)} + ${extras(terms)}
    else ${fullTotal(terms)} end`;
}

/** That neither rates nor a discount nor taxes come into it. */
const isPlain = ({ home, nights, hasRates }: PriceTerms): string =>
  `(${nights} < ${weeklyNights} or ${home}.weekly_discount_bps = 0 and (${nights} < ${monthlyNights} or ${home}.monthly_discount_bps = 0))
      and ${home}.early_bird_bps is null and ${home}.last_minute_bps is null and not exists (select from tax_rule)
      and not ${hasRates}`;

/** Step by step; `offset 0` keeps a step's result from being computed again wherever it is used. */
function fullTotal(terms: PriceTerms): string {
  const { home, nights, weekends, guestBps } = terms;
  const gross = `priced.night * ${nights} + priced.more * ${weekends} + ${overrides(terms)}`;
  const off = `least(${share("summed.gross", "summed.bps", "summed.step")}, summed.gross - summed.step)`;
  const base = `summed.gross - case when summed.bps = 0 then 0 else ${off} end + ${home}.cleaning_fee_minor`;
  return `(select due.base + due.extras + ${share("due.base", guestBps, "due.step")} + ${taxes(terms)}
      from (select ${base} as base, summed.step, ${extras(terms)} as extras
        from (select priced.step, ${gross} as gross, (${discount(terms)})::bigint as bps
          from (select ${stepOf(home)} as step, ${home}.nightly_price_minor as night, ${moreOf(home)} as more
            offset 0) priced offset 0) summed
        where summed.gross <= ${maxAmountMinor} offset 0) due)`;
}

/** What a weekend's night costs more than others. */
const moreOf = (home: string): string => `coalesce(${home}.weekend_price_minor - ${home}.nightly_price_minor, 0)`;

const share = (amount: string, bps: string, step: string): string =>
  `round((${amount} * ${bps})::float8 / (10000 * ${step}))::bigint * ${step}`;

// Nearly every home's: a list of more than eight is looked up by hash, and costs the other homes nothing.
const stepOf = (home: string): string =>
  `case when ${home}.currency in (${inSingleUnits}) then 1 else currency_step(${home}.currency) end`;

const inSingleUnits = currencyCodes
  .filter((currency) => granularityOf(currency) === 1)
  .map((currency) => `'${currency}'`)
  .join(", ");

/** What rates make of the nights that they name, less what these would cost without. */
function overrides({ home, checkIn, checkOut, hasRates }: PriceTerms): string {
  const weekends = `${weekendsBefore("rated.until")} - ${weekendsBefore("rated.first")}`;
  return `case when ${hasRates} then coalesce((
          select sum((rated.minor - priced.night) * (rated.until - rated.first) - priced.more * (${weekends}))
          from (select own.price_minor as minor, greatest(own.first, ${checkIn}) as first,
              least(own.until, ${checkOut}) as until
            from rate own where own.listing_id = ${home}.id and own.first < ${checkOut} and own.until > ${checkIn}) rated
        ), 0)::bigint else 0 end`;
}

/** Friday and Saturday nights since a Saturday. */
function weekendsBefore(date: string): string {
  const days = `(${date} - date '2000-01-01')`;
  return `(${days} / 7 * 2 + least(${days} % 7, 1))`;
}

/** The one discount of a stay, as `considerDiscounts` chooses it, in basis points. */
function discount({ home, checkIn, nights, now, daysAhead }: PriceTerms): string {
  const { least, most } = daysAhead;
  const ahead = `(${checkIn} - (${now} at time zone ${home}.time_zone)::date)`;
  const [early, late] = [`${home}.early_bird_days_ahead`, `${home}.last_minute_days_before`];
  return `case
          when ${nights} >= ${monthlyNights} and ${home}.monthly_discount_bps > 0 then ${home}.monthly_discount_bps
          when ${nights} >= ${weeklyNights} and ${home}.weekly_discount_bps > 0 then ${home}.weekly_discount_bps
          else greatest(
            case when ${early} is null or ${early} > ${most} then 0
              when ${early} <= ${least} or ${early} <= ${ahead} then ${home}.early_bird_bps else 0 end,
            case when ${late} is null or ${late} < ${least} then 0
              when ${late} >= ${most} or ${late} >= ${ahead} then ${home}.last_minute_bps else 0 end) end`;
}

const extras = ({ home, people, withPets, nights }: PriceTerms): string =>
  `greatest(${people} - ${home}.included_guests, 0) * ${home}.extra_guest_fee_minor * ${nights}
        + case when ${withPets} then ${home}.pet_fee_minor else 0 end`;

// Where no tax is known, no home is asked for its own.
const taxes = ({ home, checkIn, nights, adults }: PriceTerms): string => `case when not exists (select from tax_rule)
      then 0 else coalesce((
        select sum(case when tax.bps is null then tax.amount_minor * ${nights} * ${adults}
          else ${share("due.base", "tax.bps", "due.step")} end)
        from tax_rule tax where ${isTaxedBy({ home, tax: "tax", checkIn })}
          and (tax.exempt_from_nights is null or ${nights} < tax.exempt_from_nights)
          and (tax.currency is null or tax.currency = ${home}.currency)
      ), 0)::bigint end`;
