import { describeGuests, describeLine, type LineItem, type User } from "@roost/contract";
import { expect, test } from "vitest";
import { bookingCancelledMail } from "./booking-cancelled-mail.ts";
import { bookingDeclinedMail } from "./booking-declined-mail.ts";
import { bookingExpiredMail } from "./booking-expired-mail.ts";
import { hostEarns } from "./booking-words.ts";
import { guestBookingConfirmedMail } from "./guest-booking-confirmed-mail.ts";
import { hostBookingConfirmedMail } from "./host-booking-confirmed-mail.ts";
import { hostBookingExpiredMail } from "./host-booking-expired-mail.ts";
import { hostBookingRequestedMail } from "./host-booking-requested-mail.ts";
import { paymentRefundedMail } from "./payment-refunded-mail.ts";
import type { BookingFacts, RefundFacts } from "./ports.ts";
import { refundFailedMail } from "./refund-failed-mail.ts";

const nok = (amount: number) => ({ amount, currency: "NOK" }) as const;
const rule = { rule: "listing", version: 1 } as const;
const lineItems: readonly LineItem[] = [
  { kind: "nightly", quantity: 3, unit: nok(100_000), amount: nok(300_000), payer: "guest", payee: "host", ...rule },
  { kind: "cleaning", quantity: 1, unit: nok(50_000), amount: nok(50_000), payer: "guest", payee: "host", ...rule },
  {
    kind: "service_fee",
    quantity: 1,
    unit: nok(49_000),
    amount: nok(49_000),
    payer: "guest",
    payee: "platform",
    ...rule,
  },
  { kind: "host_fee", quantity: 1, unit: nok(10_500), amount: nok(10_500), payer: "host", payee: "platform", ...rule },
];
const booking: BookingFacts = {
  bookingId: "0199b9a0-0000-7000-8000-000000000001",
  paymentId: "0199b9a0-0000-7000-8000-000000000004",
  listingTitle: "Rorbu by the sea",
  city: "Reine",
  country: "NO",
  checkIn: "2026-12-30",
  checkOut: "2027-01-02",
  guests: { adults: 2, children: 1, infants: 0, pets: 1 },
  lineItems,
  total: nok(399_000),
  presentment: {
    currency: "NOK",
    rate: "1",
    source: "same",
    at: "2026-11-30T10:00:00.000Z",
    total: nok(399_000),
  },
  guestId: "0199b9a0-0000-7000-8000-000000000002",
  hostId: "0199b9a0-0000-7000-8000-000000000003",
  state: "confirmed",
  bookingMode: "instant",
  respondBy: null,
  declineReason: null,
  isAsked: false,
  isAccepted: false,
};
const asked: BookingFacts = {
  ...booking,
  ...{ state: "pending_host", bookingMode: "request", isAsked: true, respondBy: "2026-12-09T10:30:00.000Z" },
};
const person = (firstName: string, lastName: string): User => ({
  id: "0199b9a0-0000-7000-8000-000000000002",
  email: `${firstName.toLowerCase()}@example.com`,
  firstName,
  lastName,
  roles: ["guest"],
  emailVerified: true,
  status: "active",
  createdAt: "2026-01-01T00:00:00.000Z",
});
const [guest, host] = [person("Ada", "Lovelace"), person("Nils", "Holm")];
const receiptUrl = "https://roost.example/receipts/abc.def";
const refund: RefundFacts = {
  ...{ refundId: "0199b9a0-0000-7000-8000-000000000005", paymentId: booking.paymentId, reference: booking.bookingId },
  ...{ payerId: booking.guestId, status: "succeeded", reason: "goodwill", note: "Sorry for <b>the noise</b>." },
  amount: nok(60_000),
  lines: [
    { kind: "nightly", amount: nok(50_000) },
    { kind: "cleaning", amount: nok(10_000) },
  ],
  ...{ remaining: nok(339_000), failureCode: null, attempts: 1, nextTryAt: null },
};
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("the guest reads the stay and every line that he pays", () => {
  const { subject, text } = guestBookingConfirmedMail({ booking, receiptUrl }, guest, host);
  expect(subject).toBe("Your stay is confirmed: Rorbu by the sea");
  expect(plain(text)).toContain(
    [
      "Home: Rorbu by the sea",
      "Place: Reine, Norway",
      "Check-in: Wed, 30 December 2026",
      "Check-out: Sat, 2 January 2027",
      "Guests: 2 adults, 1 child, 1 pet",
      "Your host: Nils",
      "",
      "3 nights × NOK 1,000.00: NOK 3,000.00",
      "Cleaning fee: NOK 500.00",
      "Service fee: NOK 490.00",
      "Total: NOK 3,990.00",
    ].join("\n"),
  );
  expect(text).toContain(`Your receipt:\n${receiptUrl}\n`);
  expect(text).not.toContain("Host service fee");
  expect(text).not.toContain("Holm");
});

test("a guest who pays in another currency reads what he pays, and at which rate; the host only his own", () => {
  const total = { amount: 35_580, currency: "EUR" } as const;
  const exchange = { currency: "EUR", rate: "0.0891742464762", source: "ecb", at: "2026-11-30T00:00:00.000Z" } as const;
  const abroad = { ...booking, presentment: { ...exchange, total } };
  const { text } = guestBookingConfirmedMail({ booking: abroad, receiptUrl }, guest, host);
  expect(plain(text)).toContain("Total: NOK 3,990.00\nYou pay: EUR 355.80 (1 NOK = 0.0891742464762 EUR)");
  expect(hostBookingConfirmedMail(abroad, guest, host).text).not.toContain("EUR");
});

test("the host reads who comes, when, and what he earns", () => {
  const { text } = hostBookingConfirmedMail(booking, guest, host);
  expect(text).toContain("Guest: Ada Lovelace");
  expect(plain(text)).toContain(
    [
      "3 nights × NOK 1,000.00: NOK 3,000.00",
      "Cleaning fee: NOK 500.00",
      "Host service fee: -NOK 105.00",
      "You earn: NOK 3,395.00",
    ].join("\n"),
  );
  expect(hostEarns(booking)).toEqual(nok(339_500));
  expect(text).not.toContain("Total");
});

test("the mails about a booking that came to nothing name the stay, and no price", () => {
  const mails = [
    bookingExpiredMail(booking, guest),
    bookingExpiredMail(asked, guest),
    hostBookingExpiredMail(asked, guest, host),
    bookingCancelledMail(booking, guest, host),
    bookingCancelledMail(asked, guest, host),
    bookingDeclinedMail(asked, guest),
  ];
  for (const { text, subject } of mails) {
    expect(subject).toContain("Rorbu by the sea");
    expect(text).toContain("Check-in: Wed, 30 December 2026");
    expect(text).not.toMatch(/NOK|Lovelace/);
  }
});

test("the host who is asked reads who would come, until when to answer, what he earns, and no last name", () => {
  const { subject, text } = hostBookingRequestedMail(asked, guest, host);
  expect(subject).toBe("Ada would like to stay: Rorbu by the sea");
  expect(plain(text)).toContain("Guest: Ada\n");
  expect(plain(text)).toContain("Answer by: Wed, 9 December 2026 at 10:30 UTC");
  expect(plain(text)).toContain("You earn: NOK 3,395.00");
  expect(text).not.toContain("Lovelace");
});

test("the guest reads why a request came to nothing, in the host's words where there are some", () => {
  const declined = { ...asked, declineReason: "The roof is being mended.\nSorry!" };
  expect(bookingDeclinedMail(declined, guest).text).toContain("The host writes: The roof is being mended. Sorry!");
  expect(bookingDeclinedMail(asked, guest).text).not.toContain("The host writes");
  expect(bookingExpiredMail(booking, guest).text).toContain("no payment arrived in time");
  expect(bookingExpiredMail(asked, guest).text).toContain("was not accepted while the price was reserved");
  const accepted = { ...asked, isAccepted: true };
  expect(bookingExpiredMail(accepted, guest).text).toContain("the host has accepted your request, but your bank");
  expect(hostBookingExpiredMail(asked, guest, host).text).toContain("was not accepted in time");
  expect(hostBookingExpiredMail(accepted, guest, host).text).toContain("you have accepted the request of Ada");
  expect(bookingCancelledMail(asked, guest, host).text).toContain("has taken back a request");
});

test("money that went back in part is told line by line, with the note and what was kept", () => {
  const { subject, text, html } = paymentRefundedMail({ booking, refund, receiptUrl }, guest);
  expect(subject).toBe("A part of your payment was given back: Rorbu by the sea");
  expect(plain(text)).toContain(
    [
      "Nights: NOK 500.00",
      "Cleaning fee: NOK 100.00",
      "Given back: NOK 600.00",
      "You have paid then: NOK 3,390.00",
    ].join("\n"),
  );
  expect(text).toContain("They wrote: Sorry for <b>the noise</b>.");
  expect(html).not.toContain("<b>");
  expect(text).toContain(`Your receipt:\n${receiptUrl}\n`);
});

test("money that came too late goes back whole, in the currency that it came in", () => {
  const eur = (amount: number) => ({ amount, currency: "EUR" }) as const;
  const late = { ...refund, reason: "late_payment", note: null, amount: eur(35_580), remaining: eur(0) } as const;
  const { subject, text } = paymentRefundedMail({ booking, refund: late, receiptUrl }, guest);
  expect(subject).toBe("Your payment was given back: Rorbu by the sea");
  expect(text).toContain("your payment arrived when the booking had ended already. We have given all of it back.");
  expect(plain(text)).toContain("Given back: EUR 355.80");
  expect(text).not.toMatch(/They wrote|You have paid then/);
});

test.each(["guest_cancelled", "host_cancelled", "goodwill", "not_as_described", "duplicate", "other"] as const)(
  "a refund for %s is told in words, in part and whole",
  (reason) => {
    const words = [nok(0), nok(1)].map((remaining) => {
      const { text } = paymentRefundedMail({ booking, refund: { ...refund, reason, remaining }, receiptUrl }, guest);
      return /^Hello .*$/m.exec(text)?.[0] ?? "";
    });
    expect(words[0]).not.toMatch(/a part/);
    expect(words[1]).toMatch(/a part of your payment/);
    expect(words.join()).not.toContain("_");
  },
);

test("operators read what failed, why, and when it is tried again", () => {
  const failed = { ...refund, failureCode: "expired_or_canceled_card", attempts: 2, nextTryAt: "2026-12-01T10:00:00Z" };
  const { subject, text } = refundFailedMail(failed, host);
  expect(plain(subject)).toBe("A refund failed: NOK 600.00");
  expect(text).toContain("Why: expired_or_canceled_card\nTries: 2\nNext try: 2026-12-01T10:00:00Z");
  expect(text).not.toContain("Lovelace");
});

test("guests are counted in words", () => {
  expect(describeGuests({ adults: 1, children: 0, infants: 0, pets: 0 })).toBe("1 adult");
  expect(describeGuests({ adults: 2, children: 2, infants: 1, pets: 2 })).toBe(
    "2 adults, 2 children, 1 infant, 2 pets",
  );
});

test("lines have words: nights with their discount, a tax by its own name", () => {
  const money = (amount: number) => ({ amount, currency: "NOK" as const });
  const line = { quantity: 2, unit: money(185_000), discount: undefined, name: undefined };
  const discount = { rule: "discount.weekly", version: 1, bps: 1250, amount: money(46_250) };
  expect(
    [
      { ...line, kind: "nightly" as const },
      { ...line, kind: "nightly" as const, discount },
      { ...line, kind: "tax" as const, name: "City tax" },
      { ...line, kind: "tax" as const },
      { ...line, kind: "extra_guests" as const },
      { ...line, kind: "pets" as const },
    ].map((of) => plain(describeLine(of))),
  ).toEqual([
    "2 nights × NOK 1,850.00",
    "2 nights × NOK 1,850.00, less 12.5 %",
    "City tax",
    "Tax",
    "Extra guests",
    "Pet fee",
  ]);
});
