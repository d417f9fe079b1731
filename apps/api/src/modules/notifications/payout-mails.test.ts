import { type Payout, type PayoutAccount, PayoutBlock, type User } from "@roost/contract";
import { expect, test } from "vitest";
import { payoutAccountChangedMail } from "./payout-account-changed-mail.ts";
import { payoutBlockedMail } from "./payout-blocked-mail.ts";
import { payoutFailedMail } from "./payout-failed-mail.ts";
import { payoutSentMail } from "./payout-sent-mail.ts";
import { causesOf } from "./payout-words.ts";

const nok = (amount: number) => ({ amount, currency: "NOK" }) as const;
const id = "0199b9a0-0000-7000-8000-000000000001";
const host: User = {
  ...{ id, email: "nils@example.com", firstName: "Nils", lastName: "Holm", roles: ["guest", "host"] },
  ...{ emailVerified: true, status: "active", createdAt: "2026-01-01T00:00:00.000Z" },
};
const payout: Payout = {
  ...{ id, bookingId: id, payeeId: id, purpose: "stay", status: "blocked", blocks: ["no_account"], holdReason: null },
  ...{ amount: nok(339_500), netted: nok(97_000), transferred: nok(242_500), reversed: nok(0) },
  ...{ dueAt: "2027-02-15T10:00:00.000Z", failureCode: "account_closed", paidAt: null },
  createdAt: "2026-12-01T10:06:00.000Z",
};
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("a host whose payout waits reads why, and that nothing is lost", () => {
  const { subject, text } = payoutBlockedMail(payout, undefined, host);
  expect(subject).toBe("Your payout waits");
  expect(text).toContain("You have not set up a payout account yet.");
  expect(text).toContain("Nothing is lost");
});

test("there are words for each reason", () => {
  const sentences = causesOf({ blocks: [...PayoutBlock.options] });
  expect(new Set(sentences).size).toBe(PayoutBlock.options.length);
});

test("the mail about money that is sent says what was kept of it, where something was", () => {
  const { text } = payoutSentMail(payout, undefined, host);
  expect(plain(text)).toContain(
    ["Your share: NOK 3,395.00", "Kept for what you owed: -NOK 970.00", "Payout: NOK 2,425.00"].join("\n"),
  );
  const whole = { ...payout, netted: nok(0), transferred: nok(339_500) };
  expect(plain(payoutSentMail(whole, undefined, host).text)).not.toContain("Kept");
});

test("the mail about a bank that refused names its reason", () => {
  expect(payoutFailedMail(payout, undefined, host).text).toContain("Reason: account_closed");
  expect(payoutFailedMail({ ...payout, failureCode: null }, undefined, host).text).toContain("Reason: not told");
});

test("whoever changes the account cannot do so unseen: the notice says what is begun, and then what is done", () => {
  const account: PayoutAccount = {
    ...{ id, provider: "stripe", country: "NO", status: "onboarding", requirements: [] },
    ...{ bank: null, heldUntil: null, createdAt: "2026-12-01T10:06:00.000Z" },
  };
  const begun = payoutAccountChangedMail(account, host).text;
  expect(begun).toContain("has begun to set up another account");
  const heldUntil = "2026-12-04T10:06:00.000Z";
  const bank = { last4: "1234", currency: "NOK" };
  const done = payoutAccountChangedMail({ ...account, status: "enabled", bank, heldUntil }, host).text;
  expect(done).toContain("Bank account: NOK ····1234");
  expect(done).toContain(`Nothing is paid out before: ${heldUntil}`);
  expect(done).toContain("If it was not you, change your password now");
});
