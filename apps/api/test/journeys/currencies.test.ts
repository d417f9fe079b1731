import { randomUUID } from "node:crypto";
import type { Money } from "@roost/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestApp } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { advance, home, type Stay } from "../factories.ts";
import { booksAtStripe, countProviderEvents } from "../provider.ts";
import { refusal } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { startWorld, type Traveller, type World } from "./world.ts";

const eur = (amount: number) => ({ amount, currency: "EUR" }) as const;
const jpy = (amount: number) => ({ amount, currency: "JPY" }) as const;

describe.each(drivers)("over $surface", (driver) => {
  let world: World;
  let app: TestApp;
  let guest: Traveller;

  beforeAll(async () => {
    world = await startWorld(driver);
    app = world.app;
    guest = await world.traveller();
  });
  afterAll(() => world.close());

  /** A stay in a home of the host's, quoted, booked and paid in a currency. */
  async function paidStay(listingId: string, dates: Stay, currency: "EUR" | "ISK" | "KWD" | "HUF") {
    const wish = { listingId, ...dates, guests: { adults: 2 }, currency };
    const quote = (await guest.call("bookings.quote", wish)).output;
    const booking = (await guest.call("bookings.create", { quoteId: quote.id }, randomUUID())).output;
    const { payment } = (await guest.pay(booking.id, "pm_card_visa")).output;
    await guest.inState(booking.id, "confirmed");
    return { quote, booking, payment };
  }

  test("krónur, dinars and forints reach Stripe in the units that it counts, and come back in ours", async () => {
    const cabin = await home(app, world.host, { currency: "ISK", nightlyPrice: 30_000, cleaningFee: 0 });
    const inKrónur = await paidStay(cabin.id, world.ownDates(), "ISK");
    // 90,000 kr and 14 %: Stripe counts hundredths of a króna
    expect(inKrónur.payment.amount).toEqual({ amount: 102_600, currency: "ISK" });
    expect(await booksAtStripe(app, inKrónur.payment.providerRef)).toEqual({ charges: 1, kept: 10_260_000 });
    const inDinars = await paidStay(cabin.id, world.ownDates(), "KWD");
    expect(inDinars.payment.amount.amount % 10).toBe(0);
    const inForints = await paidStay(cabin.id, world.ownDates(), "HUF");
    expect(inForints.payment.amount.amount % 100).toBe(0);
    for (const { payment, quote } of [inDinars, inForints]) {
      expect(payment.amount).toEqual(quote.presentment.total);
      expect(await booksAtStripe(app, payment.providerRef)).toEqual({ charges: 1, kept: payment.amount.amount });
    }
    await expectInvariants(app);
  });

  test("a currency that is not taken is refused by its name", async () => {
    const wish = { listingId: world.loft.id, ...world.ownDates(), guests: { adults: 2 } };
    const unknown: object = { ...wish, currency: "XAU" };
    const refused = await refusal(guest.call("bookings.quote", Object.assign(wish, unknown)));
    expect(refused.code).toBe("request.invalid");
  });

  test("a home in yen is paid in euro, given back in part, and earned in yen", async () => {
    const machiya = await home(app, world.host, { currency: "JPY", nightlyPrice: 25_000, cleaningFee: 5000 });
    const { quote, booking, payment } = await paidStay(machiya.id, world.ownDates(), "EUR");
    expect(quote.total).toEqual(jpy(91_200));
    expect(quote.presentment).toEqual({
      ...{ currency: "EUR", rate: "0.00546358520461", source: "ecb", at: "2026-03-05T00:00:00.000Z" },
      total: eur(49_828),
      lines: [eur(40_977), eur(2732), eur(6119), eur(0)],
    });
    expect(booking.presentment).toEqual(quote.presentment);
    expect(payment).toMatchObject({ status: "captured", amount: eur(49_828) });
    expect(await booksAtStripe(app, payment.providerRef)).toEqual({ charges: 1, kept: 49_828 });

    // The cleaning fee, in what the guest paid for it.
    const cleaning = (amount: Money) =>
      world.host.call(
        "payments.refund",
        { paymentId: payment.id, reason: "goodwill", lines: [{ line: 1, amount }] },
        randomUUID(),
      );
    expect((await refusal(cleaning(jpy(5000)))).code).toBe("refund.invalid");
    await cleaning(eur(2732));
    await quiet(app, () => countProviderEvents(app));
    expect(await booksAtStripe(app, payment.providerRef)).toEqual({ charges: 1, kept: 47_096 });

    await advance(app, "P400D");
    expect(await guest.stateOf(booking.id)).toBe("completed");
    await quiet(app, () => countProviderEvents(app));
    // 75,000 yen less 3 % of 80,000, in the share that the nights are of what was the host's; our own fees on top.
    expect(await balances(app, booking.id)).toMatchObject({
      "host_payable JPY": -72_750,
      "revenue JPY": -13_450,
      "fx JPY": 86_200,
      "fx EUR": -47_096,
      "guest_held EUR": 0,
    });
    await expectInvariants(app);
  });
});

/** What each account holds for a booking, by account and currency. */
async function balances(app: TestApp, reference: string): Promise<Record<string, number>> {
  const rows = await app.app.sql.all<{ account: string; sum: number }>(
    "test_balances",
    `select account || ' ' || currency as account, sum(amount_minor)::bigint as sum
     from ledger_transaction t join ledger_entry e on e.transaction_id = t.id where t.reference = $1 group by 1`,
    [reference],
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
}
