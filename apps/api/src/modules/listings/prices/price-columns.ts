/** The columns of `listing l` that a price follows from, in the names of `HomePrices`. */
export const priceColumns = `l.currency, l.nightly_price_minor as "nightlyPriceMinor",
    l.weekend_price_minor as "weekendPriceMinor", l.cleaning_fee_minor as "cleaningFeeMinor",
    l.included_guests as "includedGuests", l.extra_guest_fee_minor as "extraGuestFeeMinor",
    l.pet_fee_minor as "petFeeMinor", l.weekly_discount_bps as "weeklyDiscountBps",
    l.monthly_discount_bps as "monthlyDiscountBps", l.early_bird_days_ahead as "earlyBirdDaysAhead",
    l.early_bird_bps as "earlyBirdBps", l.last_minute_days_before as "lastMinuteDaysBefore",
    l.last_minute_bps as "lastMinuteBps", l.pricing_version as "pricingVersion"`;

/** The rates `r` as an array of JSON, in the names of `RateRange`. */
export const ratesJson = `coalesce(json_agg(
  json_build_object('first', r.first, 'until', r.until, 'priceMinor', r.price_minor) order by r.first), '[]')`;

/** The taxes `t` as an array of JSON, in the names of `TaxRule`. */
export const taxesJson = `coalesce(json_agg(json_build_object('code', t.code, 'version', t.version, 'name', t.name,
  'bps', t.bps, 'amountMinor', t.amount_minor, 'currency', t.currency,
  'exemptFromNights', t.exempt_from_nights) order by t.code), '[]')`;
