import { currencyCodes, granularityOf, LineItem } from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { priceStay } from "./stay-price.ts";

const fees = { guestBps: 1400, hostBps: 300 };
/** In every currency, priced in the steps that it has. */
const homes = fc
  .record({
    currency: fc.constantFrom(...currencyCodes),
    nightly: fc.integer({ min: 1, max: 10_000_000 }),
    cleaning: fc.integer({ min: 0, max: 10_000_000 }),
  })
  .map(({ currency, nightly, cleaning }) => {
    const step = granularityOf(currency);
    return { currency, nightlyPriceMinor: nightly * step, cleaningFeeMinor: cleaning * step };
  });
const someFees = fc.record({ guestBps: fc.nat(10_000), hostBps: fc.nat(10_000) });

test("a stay is nights, cleaning and the guest's fee; the host pays his from his share", () => {
  const home = { currency: "NOK", nightlyPriceMinor: 185_025, cleaningFeeMinor: 50_000 } as const;
  const { lineItems, total, hostShare } = priceStay({ listing: home, nights: 3, fees });
  expect(
    lineItems.map(({ kind, quantity, unit, amount, payer, payee, rule, version }) => [
      kind,
      quantity,
      unit.amount,
      amount.amount,
      payer,
      payee,
      rule,
      version,
    ]),
  ).toEqual([
    ["nightly", 3, 185_025, 555_075, "guest", "host", "price.nightly", 1],
    ["cleaning", 1, 50_000, 50_000, "guest", "host", "price.cleaning", 1],
    // 605,075 × 14 % = 84,710.5: half-even
    ["service_fee", 1, 84_710, 84_710, "guest", "platform", "fee.guest", 1],
    // 605,075 × 3 % = 18,152.25
    ["host_fee", 1, 18_152, 18_152, "host", "platform", "fee.host", 1],
  ]);
  expect(total).toEqual({ amount: 689_785, currency: "NOK" });
  expect(hostShare).toEqual({ amount: 586_923, currency: "NOK" });
});

test("lines of nothing are left out", () => {
  const home = { currency: "JPY", nightlyPriceMinor: 1, cleaningFeeMinor: 0 } as const;
  expect(priceStay({ listing: home, nights: 1, fees }).lineItems.map(({ kind }) => kind)).toEqual(["nightly"]);
});

test.each([
  // 14 % of 36,250 Ft is 5,075, 3 % is 1,087.50: whole forints reach a bank, and of two as near the even one
  ["HUF", 3_625_000, [3_625_000, 507_500, 108_800]],
  // 14 % of 12 NT$ is 1.68, 3 % is 0.36
  ["TWD", 1200, [1200, 200]],
  // 14 % of 10.250 dinars is 1.435: a tie between 1.430 and 1.440, and even steps win; 3 % is 0.3075
  ["KWD", 10_250, [10_250, 1440, 310]],
  ["TND", 10_150, [10_150, 1420, 300]],
] as const)("fees in %s come in steps that can be paid out", (currency, nightlyPriceMinor, amounts) => {
  const { lineItems } = priceStay({ listing: { currency, nightlyPriceMinor, cleaningFeeMinor: 0 }, nights: 1, fees });
  expect(lineItems.map(({ amount }) => amount.amount)).toEqual(amounts);
});

test("the parts sum to the whole, and every line fits the contract", () => {
  fc.assert(
    fc.property(homes, fc.integer({ min: 1, max: 365 }), someFees, (listing, nights, fees) => {
      const { lineItems, total, hostShare } = priceStay({ listing, nights, fees });
      const sum = (lines: readonly LineItem[]) => lines.reduce((all, { amount }) => all + amount.amount, 0);
      const paidBy = (party: string) => lineItems.filter(({ payer }) => payer === party);
      const paidTo = (party: string) => lineItems.filter(({ payee }) => payee === party);
      expect(sum(paidBy("guest"))).toBe(total.amount);
      expect(sum(paidTo("host")) - sum(paidBy("host"))).toBe(hostShare.amount);
      expect(hostShare.amount + sum(paidTo("platform"))).toBe(total.amount);
      for (const line of lineItems) {
        expect(LineItem.parse(line)).toEqual(line);
        expect(line.unit.amount * line.quantity).toBe(line.amount.amount);
        expect(line.amount.amount % granularityOf(listing.currency)).toBe(0);
      }
    }),
  );
});

test("refuses a stay that costs more than can be charged", () => {
  const home = { currency: "NOK", nightlyPriceMinor: 1_000_000_000_000, cleaningFeeMinor: 0 } as const;
  expect(() => priceStay({ listing: home, nights: 1, fees })).toThrow(
    expect.objectContaining({ code: "stay.rule", details: { rules: ["total_too_high"] } }),
  );
});
