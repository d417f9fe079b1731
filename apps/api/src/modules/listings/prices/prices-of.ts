import type { SetPricingInput } from "@roost/contract";

type Said = Omit<SetPricingInput, "listingId" | "version">;

/** What a host says of prices, as columns of the table. */
export const pricesOf = (said: Said, maxGuests: number) => ({
  nightlyPriceMinor: said.nightlyPrice,
  weekendPriceMinor: said.weekendPrice,
  cleaningFeeMinor: said.cleaningFee,
  includedGuests: said.includedGuests ?? maxGuests,
  extraGuestFeeMinor: said.extraGuestFee,
  petFeeMinor: said.petFee,
  weeklyDiscountBps: said.weeklyDiscountBps,
  monthlyDiscountBps: said.monthlyDiscountBps,
  earlyBirdDaysAhead: said.earlyBird?.daysAhead ?? null,
  earlyBirdBps: said.earlyBird?.bps ?? null,
  lastMinuteDaysBefore: said.lastMinute?.daysBefore ?? null,
  lastMinuteBps: said.lastMinute?.bps ?? null,
});
