// From sign-up to the confirmed booking and its mail, with the SDK, against a running `npm start`:
//   npm run example:sdk
import { setTimeout as wait } from "node:timers/promises";
import { createClient, isRoostError } from "@roost/sdk";

const url = process.env["ROOST_URL"] ?? "http://localhost:4000";
const email = `guest-${Date.now()}@example.com`;

let token: string | undefined;
const roost = createClient({ url, token: () => token, onSession: (session) => (token = session?.token) });

// An account: the answer is the same for every address; the mail has a link with a token.
await roost.auth.signUp.mutate({ email, password: "correct horse battery", firstName: "Ola", lastName: "Nordmann" });
const link = /token=([\w-]+)/.exec((await mailTo("Confirm")).text);
const { user } = await roost.auth.verifyEmail.mutate({ token: link?.[1] ?? "" });
console.log(`signed in as ${user.firstName} (${user.email})`);

// A home that is free, cheapest total first.
const today = await sandboxDate();
const stay = { checkIn: daysAfter(today, 40), checkOut: daysAfter(today, 43) };
const found = await roost.listings.search.query({ city: "Oslo", guests: 2, instant: true, limit: 5, ...stay });
const home = found.data[0];
if (!home) throw new Error("no home is free: run npm start with its demo data");
console.log(`found ${home.title}, ${kroner(home.price.total?.amount)} for ${home.price.nights} nights`);

// A price that holds, then the booking: the dates are held for 15 minutes.
const quote = await roost.bookings.quote.mutate({ listingId: home.id, guests: { adults: 2 }, ...stay });
for (const line of quote.lineItems)
  if (line.payer === "guest") console.log(`  ${line.kind}: ${kroner(line.amount.amount)}`);
const booking = await roost.bookings.create.mutate({ quoteId: quote.id });
console.log(`booked ${booking.id}: ${booking.state}, pay by ${booking.payBy}`);

// The first card is declined, the second pays.
const payment = { bookingId: booking.id, provider: "stripe" } as const;
try {
  await roost.payments.start.mutate({ ...payment, paymentMethodId: "pm_card_chargeDeclined" });
} catch (error) {
  if (!isRoostError(error, "payment.declined")) throw error;
  console.log(`declined: ${String(error.details?.["declineCode"])}`);
}
const paid = await roost.payments.start.mutate({ ...payment, paymentMethodId: "pm_card_visa" });
console.log(`paid: ${paid.payment.status}`);

const confirmed = await roost.bookings.get.query({ bookingId: booking.id });
console.log(`the booking is ${confirmed.state}`);
console.log(`mail: ${(await mailTo("confirmed")).subject}`);
if (confirmed.state !== "confirmed") process.exitCode = 1;

/** The newest mail to us whose subject has a word in it; the sandbox's inbox stands in for a mailbox. */
async function mailTo(word: string): Promise<{ subject: string; text: string }> {
  for (let tries = 0; tries < 100; tries += 1) {
    const inbox = await fetch(`${url}/dev/mail.json?to=${email}`);
    const mails: { subject: string; text: string }[] = JSON.parse(await inbox.text());
    const mail = mails.find(({ subject }) => subject.toLowerCase().includes(word.toLowerCase()));
    if (mail) return mail;
    await wait(100);
  }
  throw new Error(`no mail about "${word}" came`);
}

/** Today, by the sandbox's clock, which somebody may have moved. */
async function sandboxDate(): Promise<string> {
  const clock: { now: string } = JSON.parse(await (await fetch(`${url}/dev/clock`)).text());
  return clock.now.slice(0, 10);
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

function kroner(minor: number | undefined): string {
  return `${((minor ?? 0) / 100).toFixed(2)} kr`;
}
