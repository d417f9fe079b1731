import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeLine, formatMoney } from "@roost/contract";
import { expect, test } from "vitest";
import { priceStay } from "../stay-price.ts";
import { plainPrices } from "./sample-prices.ts";

const guide = readFileSync(fileURLToPath(new URL("../../../../../../docs/guides/prices.md", import.meta.url)), "utf8");

test("the guide's worked example is what comes out", () => {
  const tax = { version: 1, exemptFromNights: null, bps: null, amountMinor: null, currency: null };
  const { lineItems, total, hostShare } = priceStay({
    listing: {
      ...{ ...plainPrices, nightlyPriceMinor: 185_000, weekendPriceMinor: 210_000, cleaningFeeMinor: 45_000 },
      ...{ includedGuests: 2, extraGuestFeeMinor: 20_000, petFeeMinor: 30_000, weeklyDiscountBps: 1000 },
      rates: [{ first: "2027-05-16", until: "2027-05-18", priceMinor: 260_000 }],
      taxes: [
        { ...tax, code: "example.bed", name: "Bed tax", amountMinor: 2000, currency: "NOK" },
        { ...tax, code: "example.city", name: "City tax", bps: 300 },
      ],
    },
    dates: { checkIn: "2027-05-14", checkOut: "2027-05-21" },
    guests: { adults: 2, children: 1, infants: 1, pets: 1 },
    today: "2027-03-01",
    fees: { guestBps: 1400, hostBps: 300, version: 1 },
  });
  const [, example = ""] = guide.split("## A worked example");
  const rows = [...example.matchAll(/^\| ([^|]+) \| [^|]+ \| (NOK [\d,.]+) \| `([\w.]+)` \|$/gm)].map((row) =>
    row.slice(1),
  );
  // Between currency and amount stands a space that does not break.
  const plain = (text: string) => text.replaceAll("\u00a0", " ");
  expect(rows).toEqual(lineItems.map((line) => [describeLine(line), formatMoney(line.amount), line.rule].map(plain)));
  const said = /The guest pays (NOK [\d,.]+\d)\. The host keeps (NOK [\d,.]+\d)\./.exec(example)?.slice(1);
  expect(said).toEqual([total, hostShare].map((money) => plain(formatMoney(money))));
});
