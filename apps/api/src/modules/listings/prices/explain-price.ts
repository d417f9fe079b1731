import { ExplainPriceInput, type LineItem, PriceExplanation } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { type Fees, feesOf } from "../fees.ts";
import { standingsOf } from "../homes/standings.ts";
import { isShown } from "../shown-home.ts";
import { findStayListing, type StayListing } from "../stay-listing.ts";
import { priceStay, type StayPrice } from "../stay-price.ts";
import { checkStayDates, localDate } from "../stay-rules.ts";

export const explainPrice = query({
  name: "listings.explainPrice",
  summary: "What a stay costs and why: each night, discount, fee and tax, with its rule and version.",
  input: ExplainPriceInput,
  output: PriceExplanation,
  async load(scope, stay) {
    const { listingId } = stay;
    const [listing, standings] = await Promise.all([findStayListing(scope.sql, stay), standingsOf(scope, [listingId])]);
    return listing && { listing, standing: standings.get(listingId) };
  },
  may: (actor, home) => isShown(actor, home),
  async run(scope, { listingId, checkIn, checkOut, ...guests }, home) {
    assertFound(home);
    const { listing } = home;
    const today = localDate(await scope.now(), listing.timeZone);
    const dates = { checkIn, checkOut };
    checkStayDates(dates, { earliest: today, latest: today });
    const fees = feesOf(scope);
    const { lineItems, total, ...why } = priceStay({ listing, dates, guests, today, fees });
    return { listingId, ...dates, guests, today, ...explained(why, { listing, fees, lineItems }), lineItems, total };
  },
});

interface By {
  readonly listing: StayListing;
  readonly fees: Fees;
  readonly lineItems: readonly LineItem[];
}

type Why = Pick<StayPrice, "nights" | "discounts" | "taxes" | "baseMinor">;

function explained({ nights, discounts, taxes, baseMinor }: Why, { listing, fees, lineItems }: By) {
  const { currency, pricingVersion: version } = listing;
  const money = (amount: number) => ({ amount, currency });
  const feeOf = (rule: string, bps: number) => {
    const amount = lineItems.find((line) => line.rule === rule)?.amount ?? money(0);
    return { rule, version: fees.version, bps, amount };
  };
  return {
    nights: nights.map(({ date, priceMinor, rule }) => ({ date, price: money(priceMinor), rule, version })),
    discounts: discounts.map(({ rule, bps, isChosen, reason }) => ({ rule, version, bps, applies: isChosen, reason })),
    base: money(baseMinor),
    fees: [feeOf("fee.guest", fees.guestBps), feeOf("fee.host", fees.hostBps)],
    taxes: taxes.map(({ rule: { code, name, version: ofTax }, amountMinor, reason }) => ({
      ...{ rule: `tax.${code}`, version: ofTax, name, amount: money(amountMinor), reason },
    })),
  };
}
