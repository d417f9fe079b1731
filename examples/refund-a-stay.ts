// A paid stay, its receipt, and a part of the money back, with the SDK, against a running `npm start`:
//   npm run example:refund
import { createClient } from "@roost/sdk";

const url = process.env["ROOST_URL"] ?? "http://localhost:4000";
const password = "roost-demo-2026";

const guest = await signIn("guest@demo.test");
const operator = await signIn("admin@demo.test");

// Three nights, some weeks ahead, paid.
const today = (await clock()).slice(0, 10);
const stay = { checkIn: daysAfter(today, 40), checkOut: daysAfter(today, 43) };
const found = await guest.listings.search.query({ city: "Oslo", guests: 1, instant: true, limit: 1, ...stay });
const listingId = found.data[0]?.id;
if (listingId === undefined) throw new Error("no home is free: run npm start with its demo data");
const quote = await guest.bookings.quote.mutate({ listingId, guests: { adults: 1 }, ...stay });
const { id: bookingId, paymentId } = await guest.bookings.create.mutate({ quoteId: quote.id });
await guest.payments.start.mutate({ bookingId, provider: "stripe", paymentMethodId: "pm_card_visa" });

// Readable at once; the number follows in a moment.
const receipt = await numbered(({ number }) => number !== null);
console.log(`receipt ${receipt.number}: ${amount(receipt.total)}`);
for (const line of receipt.lines) console.log(`  ${line.kind}: ${amount(line.amount)}`);

// A host gives back what was his, an operator anything: here 50.00 of what was paid.
const part = { amount: 5_000, currency: receipt.total.currency };
await operator.payments.refund.mutate({ paymentId, amount: part, reason: "goodwill", note: "For the noise." });
const refunded = await numbered(({ refunds }) => refunds.length > 0 && refunds.every(({ number }) => number !== null));
for (const { number, amount: back, note } of refunded.refunds) {
  console.log(`credit note ${number}: ${amount(back)} back (${note})`);
}
console.log(`remaining: ${amount(refunded.remaining)}, ${refunded.status}`);

// The page to print is the same answer in another form, and the mail's link opens it without signing in.
const link = await linkInMail();
const page = await fetch(link);
console.log(`${link.replace(/(\/receipts\/.{8}).*/, "$1…")}: ${page.status} ${page.headers.get("content-type")}`);
if (refunded.remaining.amount !== receipt.total.amount - part.amount || !page.ok) process.exitCode = 1;

async function signIn(email: string) {
  let token: string | undefined;
  const client = createClient({ url, token: () => token, onSession: (session) => (token = session?.token) });
  await client.auth.signIn.mutate({ email, password });
  return client;
}

/** The receipt, once its numbers are there. */
async function numbered(isThere: (found: Awaited<ReturnType<typeof read>>) => boolean) {
  for (let tries = 0; tries < 100; tries += 1) {
    const receipt = await read();
    if (isThere(receipt)) return receipt;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no number was issued: does a worker run?");
}

function read() {
  return guest.payments.receipt.query({ paymentId });
}

/** The link in the mail that confirms this booking, once it has come. */
async function linkInMail(): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`${url}/dev/mail.json?to=guest@demo.test`);
    const mails: readonly { readonly text: string }[] = JSON.parse(await answer.text());
    const mail = mails.find(({ text }) => text.includes(bookingId));
    const found = mail && /\S+\/receipts\/\S+/.exec(mail.text)?.[0];
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no mail came");
}

function amount(money: { readonly amount: number; readonly currency: string }): string {
  return `${money.currency} ${(money.amount / 100).toFixed(2)}`;
}

/** Domain time, which the sandbox lets anybody move. */
async function clock(): Promise<string> {
  const reading: { now: string } = JSON.parse(await (await fetch(`${url}/dev/clock`)).text());
  return reading.now;
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
