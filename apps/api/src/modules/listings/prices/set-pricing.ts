import { type Issue, ListingPricing, offSteps, SetPricingInput } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { changeListing } from "../homes/change-listing.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { brokenRules } from "../homes/home-rules.ts";
import { findListingToChange, type ListingRow } from "../listing-row.ts";
import { pricesOf } from "./prices-of.ts";
import { pricingOf } from "./pricing-view.ts";
import { refuseIssues, refuseUnlessPriced } from "./refuse-prices.ts";

export const setPricing = command({
  name: "listings.setPricing",
  summary: "Sets all prices of a home in place of those that it has; dates with a price of their own keep it.",
  input: SetPricingInput,
  output: ListingPricing,
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run(scope, input, listing) {
    assertFound(listing);
    refuseUnlessPriced(listing, input.version);
    const prices = pricesOf(input, listing.maxGuests);
    refuseIssues([
      ...stepIssues(input, listing),
      ...brokenRules({ ...listing, ...prices }, new Set(["includedGuests"])),
    ]);
    const isSame = Object.entries(prices).every(([name, value]) => Reflect.get(listing, name) === value);
    const change = { ...prices, pricingVersion: listing.pricingVersion + 1 };
    const row = isSame ? listing : await changeListing(scope, listing, { change });
    return pricingOf(scope.sql, row, scope.now);
  },
});

const stepIssues = (input: SetPricingInput, { currency }: ListingRow): Issue[] =>
  offSteps(input, currency).map(({ code, path, message }) => ({
    pointer: `/${path.join("/")}`,
    code,
    detail: message,
  }));
