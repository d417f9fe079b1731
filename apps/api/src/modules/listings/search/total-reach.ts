import { type CurrencyCode, granularityOf, maxAmountMinor } from "@roost/contract";
import type { Condition, SearchedStay } from "./search-conditions.ts";
import type { Bind } from "./search-place.ts";
import { dearestBound, feeOf, lowerBoundOf, roundings } from "./total-bounds.ts";

interface Reach {
  readonly stay: SearchedStay;
  readonly guests: number;
  readonly currency: CurrencyCode;
  readonly least: number;
  readonly most: number;
}

/**
 * That a home's total may lie between two: a look at two columns, so that homes far from there are passed by without
 * pricing them.
 */
export function reachConditions({ stay, guests, currency, least, most }: Reach, bind: Bind): Condition[] {
  const column = lowerBoundOf(stay);
  const conditions: Condition[] = [];
  if (least > 0) conditions.push(["z", `s.kx >= ${cheapestText({ stay, least, guests, currency }, bind)}`]);
  if (most < maxAmountMinor) {
    const dearest = bind(dearestBound(stay, { most, currency }), "bigint");
    conditions.push([column === "ks" ? "o" : "j", `s.${column} <= ${dearest}`]);
  }
  return conditions;
}

interface Least {
  readonly stay: SearchedStay;
  readonly least: number;
  readonly guests: number;
  readonly currency: CurrencyCode;
}

/** The smallest `kx` with which a stay may still cost so much: `mostOf`, turned round. */
function cheapestText({ stay, least, guests, currency }: Least, bind: Bind): string {
  const nights = bind(stay.nights, "bigint");
  const step = granularityOf(currency);
  const rest = `${bind(least - roundings(stay) * step, "bigint")} - ${nights} * t.minor * ${bind(guests, "bigint")} - t.rules * ${bind(step, "bigint")}`;
  return `(select ceil((${rest})::numeric * 10000 / (${nights} * (${bind(Number(feeOf(stay)), "bigint")} + t.bps)))::bigint
        from (${taxesText(bind(currency, "text"))}) t)`;
}

/** The most that taxes can be, wherever a home stands: parts of the price, an amount for each night and adult, and rules. */
export const taxesText = (ofCurrency: string): string =>
  `select coalesce(max(c.bps), 0)::bigint as bps, coalesce(max(c.minor), 0)::bigint as minor, coalesce(max(c.rules), 0)::bigint as rules
    from (select sum(bps) as bps, count(*) as rules, sum(amount_minor) filter (where currency = ${ofCurrency}) as minor
      from tax_rule group by country) c`;
