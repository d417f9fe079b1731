import type { PayoutAccount, User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { compose, type MailContent } from "./compose.ts";

/** Security: it goes to the address of the account, whatever its owner wishes to be told. */
export const payoutAccountChangedMail = (account: PayoutAccount, host: User): MailContent =>
  compose({
    subject: "The account that your payouts go to is changed",
    heading: "The account that your payouts go to is changed",
    blocks: [
      paragraph(
        account.status === "onboarding"
          ? `Hello ${host.firstName}, somebody signed in as you has begun to set up another account for your payouts. Until it is ready, everything goes to the old one.`
          : `Hello ${host.firstName}, from now on your payouts go to another account.`,
      ),
      facts([
        ["Country", account.country],
        ...(account.bank ? ([["Bank account", `${account.bank.currency} ····${account.bank.last4}`]] as const) : []),
        ...(account.heldUntil ? ([["Nothing is paid out before", account.heldUntil]] as const) : []),
      ]),
      paragraph("If it was you, there is nothing to do."),
      paragraph("If it was not you, change your password now and write to us: until then no payout is lost."),
    ],
  });
