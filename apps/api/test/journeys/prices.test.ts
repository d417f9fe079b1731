import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../src/platform/ids.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { person } from "../factories.ts";
import { refusal } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { startWorld, type World } from "./world.ts";

const nok = (amount: number) => ({ amount, currency: "NOK" }) as const;

describe.each(drivers)("over $surface", (driver) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(driver);
  });
  afterAll(() => world.close());

  test("prices and dates are set, explained, quoted alike, paid line by line, and a tax goes back by an operator", async () => {
    const { app, host, loft } = world;
    const listingId = loft.id;
    await app.app.sql.run(
      "test_tax",
      `insert into tax_rule (id, code, version, name, country, city, bps, valid_from)
       values ($1, 'example.city', 2, 'City tax', 'NO', 'OSLO', 300, '2026-01-01')`,
      [newId()],
    );
    const prices = { nightlyPrice: 100_000, cleaningFee: 30_000, extraGuestFee: 5000, petFee: 7000, includedGuests: 2 };
    const wish = { listingId, version: loft.version, ...prices, weeklyDiscountBps: 1000 };
    const priced = (await host.call("listings.setPricing", wish)).output;
    expect(priced).toMatchObject({ nightlyPrice: nok(100_000), version: loft.version + 1, pricingVersion: 2 });
    const stale = await refusal(host.call("listings.setPricing", wish));
    expect(stale).toMatchObject({ code: "listing.version_changed", status: 412 });

    const dates = world.ownDates();
    const week = { checkIn: dates.checkIn, checkOut: world.ownDates().checkIn };
    const rates = [{ first: dates.checkIn, until: dates.checkOut, price: 120_000 }];
    const rated = (await host.call("listings.setRates", { listingId, rates })).output;
    expect(rated.rates).toEqual([{ first: dates.checkIn, until: dates.checkOut, price: nok(120_000) }]);
    expect((await host.call("listings.pricing", { listingId })).output).toEqual(rated);

    const guests = { adults: 2, children: 1, infants: 0, pets: 1 };
    const why = (await world.anyone().call("listings.explainPrice", { listingId, ...week, ...guests })).output;
    const quote = (await world.anyone().call("bookings.quote", { listingId, ...week, guests })).output;
    expect([why.lineItems, why.total]).toEqual([quote.lineItems, quote.total]);
    // Three nights of 1,200.00, four of 1,000.00, 10 % off; 14 % and 3 % of 7,140.00
    expect(quote.lineItems.map(({ rule, amount }) => [rule, amount.amount])).toEqual([
      ["price.override", 324_000],
      ["price.nightly", 360_000],
      ["price.cleaning", 30_000],
      ["price.extra_guests", 35_000],
      ["price.pets", 7000],
      ["fee.guest", 99_960],
      ["tax.example.city", 21_420],
      ["fee.host", 21_420],
    ]);
    const { data } = (await world.anyone().call("listings.search", { city: "Oslo", ...week, guests: 3 })).output;
    const alone = await world.anyone().call("listings.explainPrice", { listingId, ...week, adults: 3 });
    expect(data.find(({ id }) => id === listingId)?.price.total).toEqual(alone.output.total);

    const guest = await world.traveller();
    const booking = (await guest.call("bookings.create", { quoteId: quote.id }, randomUUID())).output;
    const { payment } = (await guest.pay(booking.id, "pm_card_visa")).output;
    await guest.inState(booking.id, "confirmed");
    expect(payment.lines.map(({ kind, payee }) => [kind, payee]).slice(-2)).toEqual([
      ["service_fee", "platform"],
      ["tax", "tax"],
    ]);
    const receipt = (await guest.call("payments.receipt", { paymentId: payment.id })).output;
    expect(receipt.taxes).toEqual(nok(21_420));
    expect(receipt.lines[0]?.discount).toMatchObject({ rule: "discount.weekly", amount: nok(36_000) });
    expect(receipt.lines.find(({ kind }) => kind === "tax")?.name).toBe("City tax");

    const reason = "goodwill" as const;
    const back = { paymentId: payment.id, reason, lines: [{ line: 6, amount: nok(21_420) }] };
    const hosts = await refusal(host.call("payments.refund", back, randomUUID()));
    expect(hosts).toMatchObject({ code: "refund.invalid", issues: [{ pointer: "/lines/0/line" }] });
    const operator = driver.callerOf(app, (await person(app, "admin")).token);
    const refund = (await operator.call("payments.refund", back, randomUUID())).output;
    expect(refund).toMatchObject({ status: "succeeded", amount: nok(21_420) });
    await quiet(app);
    await expectInvariants(app);
  });
});
