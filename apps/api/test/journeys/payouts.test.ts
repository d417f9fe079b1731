import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { advance, home, type Person, person } from "../factories.ts";
import { mailAbout } from "../mails.ts";
import { type Button, pressAtProvider } from "../payouts.ts";
import { countProviderEvents, stripeOf } from "../provider.ts";
import { expectSameBooks } from "../provider-books.ts";
import type { Caller, OutputOf } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { changes, footprint } from "./effects.ts";
import { startWorld, type World } from "./world.ts";

const share = { amount: 339_500, currency: "NOK" };
type Payout = OutputOf<"payments.payouts">["data"][number];

/** What each journey left behind, by surface. */
const left = new Map<string, Map<string, readonly string[]>>(drivers.map(({ surface }) => [surface, new Map()]));

describe.each(drivers)("over $surface", (driver) => {
  let world: World;
  let app: TestApp;
  let host: Person & Caller;
  let before: readonly string[];
  let offsetDays = 0;

  beforeAll(async () => {
    world = await startWorld(driver);
    app = world.app;
  });
  beforeEach(async () => {
    const owner = await person(app, "host");
    host = { ...owner, ...driver.callerOf(app, owner.token) };
    before = await footprint(app);
  });
  afterEach(async ({ task }) => {
    await quiet(app, () => countProviderEvents(app));
    left.get(driver.surface)?.set(task.name, changes(before, await footprint(app)));
    await expectInvariants(app);
    await expectSameBooks(app);
  });
  afterAll(() => world.close());

  /** A stay of three nights in the host's own home, paid, and over. */
  async function stayed(): Promise<string> {
    const guest = await world.traveller();
    const { id: listingId } = await home(app, host);
    const dates = world.ownDates();
    const { id: quoteId } = await world.quote(dates, listingId);
    const { id } = (await guest.call("bookings.create", { quoteId }, randomUUID())).output;
    await guest.pay(id, "pm_card_visa");
    await guest.inState(id, "confirmed");
    await quiet(app, () => countProviderEvents(app));
    const over = Math.ceil((Date.parse(dates.checkOut) - Date.now()) / 86_400_000) + 1;
    await advance(app, `P${Math.max(1, over - offsetDays)}D`);
    offsetDays = Math.max(over, offsetDays + 1);
    return id;
  }

  async function atProvider(button: Button): Promise<void> {
    const { url } = (await host.call("payments.beginPayoutOnboarding", { country: "NO" }, randomUUID())).output;
    expect(await pressAtProvider(url, button)).toBe(`${app.origin}/payouts/return`);
  }

  const payoutIs = (bookingId: string, status: Payout["status"]): Promise<Payout> =>
    until(`the payout to be ${status}`, async () => {
      const { data } = (await host.call("payments.payouts", { limit: 10 })).output;
      return data.find((one) => one.bookingId === bookingId && one.status === status);
    });

  const accountIs = (status: string) =>
    until(`the account to be ${status}`, async () => {
      const { account } = (await host.call("payments.payoutAccount", {})).output;
      return account?.status === status ? account : undefined;
    });

  test("a host who onboards late is told that his payout waits, and is paid when he has an account", async () => {
    const none = { account: null, replacement: null };
    expect((await host.call("payments.payoutAccount", {})).output).toEqual(none);
    const bookingId = await stayed();
    expect(await payoutIs(bookingId, "blocked")).toMatchObject({ blocks: ["no_account"], amount: null });
    await mailAbout(app, host.email, "your payout waits");
    await atProvider("complete");
    expect(await accountIs("enabled")).toMatchObject({ country: "NO", requirements: [], heldUntil: null });
    const paid = await payoutIs(bookingId, "paid");
    expect(paid).toMatchObject({ amount: share, transferred: share, blocks: [], failureCode: null });
    await mailAbout(app, host.email, "your payout is on its way");
  });

  test("a bank that refuses a payout gets none, and another bank gets it without a second transfer", async () => {
    await atProvider("complete_closed");
    await accountIs("enabled");
    const bookingId = await stayed();
    const failed = await payoutIs(bookingId, "failed");
    expect(failed).toMatchObject({ failureCode: "account_closed", transferred: share, paidAt: null });
    await mailAbout(app, host.email, "your bank refused");
    await accountIs("restricted");
    await atProvider("bank");
    await payoutIs(bookingId, "paid");
    const { data } = await stripeOf(app).transfers.list({ transfer_group: bookingId });
    expect(data.map(({ amount }) => amount)).toEqual([share.amount]);
  });
});

test("what a journey leaves is the same over every surface", () => {
  const [first, ...others] = left.values();
  expect(first?.size).toBe(2);
  for (const other of others) expect(Object.fromEntries(other)).toEqual(Object.fromEntries(first ?? []));
});
