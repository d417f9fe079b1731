import { Currency, type CurrencyCode, granularityOf, maxAmountMinor } from "@roost/contract";
import type { Condition, SearchedStay } from "./search-conditions.ts";
import type { Bind } from "./search-place.ts";
import type { Search } from "./search-statement.ts";
import { dearestBound, feeOf, lowerBoundOf, roundings } from "./total-bounds.ts";

interface Reach extends Pick<Search, "input" | "order"> {
  readonly stay: SearchedStay;
  readonly currency: string | null;
  /** Where the page before ended. */
  readonly since: readonly [total: number, id: string] | null;
}

/**
 * That a home's total may lie behind the page before and within the wished prices: a look at two columns, so that homes
 * far from there are not priced.
 */
export function reachConditions({ input, order, stay, currency, since }: Reach, bind: Bind): Condition[] {
  if (currency === null) return [];
  const isUp = order.direction === "asc";
  const least = Math.max(input.minPrice ?? 0, isUp ? (since?.[0] ?? 0) : 0);
  const most = Math.min(input.maxPrice ?? maxAmountMinor, isUp ? maxAmountMinor : (since?.[0] ?? maxAmountMinor));
  const [column, code] = [lowerBoundOf(stay), Currency.parse(currency)];
  const guests = input.guests ?? 1;
  return [
    ...(least > 0 ? [["z", `s.kx >= ${cheapestText({ stay, least, guests, currency: code }, bind)}`] as const] : []),
    ...(most < maxAmountMinor
      ? [
          [
            column === "ks" ? "h" : "j",
            `s.${column} <= ${bind(dearestBound(stay, { most, currency: code }), "bigint")}`,
          ] as const,
        ]
      : []),
  ];
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
