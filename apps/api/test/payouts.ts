import { type Payout, PayoutPage } from "@roost/contract";
import { type TestApp, until } from "./app.ts";
import { booked, type Person, pay, type Stay } from "./factories.ts";

/** The buttons of the provider's page, as its sandbox has them. */
export type Button =
  | "complete"
  | "complete_closed"
  | "submit_incomplete"
  | "provide"
  | "bank"
  | "bank_closed"
  | "leave";

/** What a host does on the provider's page: opens it and presses a button. Answers where he is sent next. */
export async function pressAtProvider(url: string, button: Button): Promise<string> {
  const page = await (await fetch(url)).text();
  if (!page.includes(`value="${button}"`)) throw new Error(`the provider's page has no such button: ${page}`);
  const body = new URLSearchParams({ action: button });
  const pressed = await fetch(url, { method: "POST", body, redirect: "manual" });
  return pressed.headers.get("location") ?? "";
}

export interface Onboarding {
  readonly country?: string;
  readonly replace?: boolean;
  readonly button?: Button;
}

/** A host asks for the provider's page, and presses a button there. */
export async function onboard(
  app: TestApp,
  host: Person,
  { country = "NO", replace = false, button = "complete" }: Onboarding = {},
): Promise<void> {
  const { payments } = app.client(host.token);
  const { url } = await payments.beginPayoutOnboarding.mutate({ country, replace });
  await pressAtProvider(url, button);
}

/** Waits until a host's account in use stands so. */
export const accountIs = (app: TestApp, host: Person, status: string) =>
  until(`the account to be ${status}`, async () => {
    const { account } = await app.client(host.token).payments.payoutAccount.query({});
    return account?.status === status ? account : undefined;
  });

/** A booking that is paid, and confirmed with it. */
export async function paidStay(
  app: TestApp,
  guest: Person,
  { listing, dates, card = "pm_card_visa" }: { listing: { readonly id: string }; dates: Stay; card?: string },
) {
  const booking = await booked(app, guest, { listing, dates });
  await pay(app, guest, { bookingId: booking.id, card });
  return booking;
}

/** The payout for a booking's stay, or an adjustment of it, as its host sees it. */
export async function payoutOf(
  app: TestApp,
  host: Person,
  bookingId: string,
  purpose: Payout["purpose"] = "stay",
): Promise<Payout> {
  const page = PayoutPage.parse(await app.client(host.token).payments.payouts.query({ limit: 100 }));
  const payout = page.data.find((one) => one.bookingId === bookingId && one.purpose === purpose);
  if (!payout) throw new Error(`there is no payout for ${bookingId}`);
  return payout;
}

export const payoutIs = (
  app: TestApp,
  host: Person,
  { bookingId, status }: { readonly bookingId: string; readonly status: Payout["status"] },
): Promise<Payout> =>
  until(`the payout to be ${status}`, async () => {
    const payout = await payoutOf(app, host, bookingId);
    return payout.status === status ? payout : undefined;
  });

/** What the ledger owes a host; below zero, what he owes. */
export async function owedTo(app: TestApp, { userId }: Person): Promise<number> {
  const row = await app.app.sql.one<{ owed: number }>(
    "test_owed",
    "select coalesce(-sum(amount_minor), 0)::int8 as owed from ledger_entry where account = 'host_payable' and holder_id = $1",
    [userId],
  );
  return row?.owed ?? 0;
}
