import { formatMoney, type Payout, type PayoutBlock } from "@roost/contract";
import type { Row } from "./blocks.ts";
import type { BookingFacts } from "./ports.ts";

/** Home and dates that a payout is for, where it is for a stay. */
export const paidFor = (booking: BookingFacts | undefined): Row[] =>
  booking
    ? [
        ["Home", booking.listingTitle],
        ["Stay", `${booking.checkIn} to ${booking.checkOut}`],
      ]
    : [];

/** What the host earned, what was kept of it, and what is sent. */
export const amountRows = ({ amount, netted, transferred }: Payout): Row[] => [
  ...(amount && netted.amount > 0
    ? ([
        ["Your share", formatMoney(amount)],
        ["Kept for what you owed", formatMoney({ ...netted, amount: -netted.amount })],
      ] as const)
    : []),
  ["Payout", formatMoney(transferred)],
];

const causes: Readonly<Record<PayoutBlock, string>> = {
  no_account: "You have not set up a payout account yet. Set one up, and it goes at once.",
  account_restricted:
    "The payment provider wants to know more about you before it pays out. Open your payout account to see what.",
  account_hold: "The account that your payouts go to was changed a short time ago. It goes when the waiting time ends.",
  chargeback: "The guest's bank disputes the payment. It goes once that is decided for you.",
  refund: "A refund of this booking could not be given to the guest yet. It goes once that is done.",
  operator: "Roost looks into this booking and holds the payout meanwhile.",
  provider_balance: "Roost's balance at the payment provider is being filled up. It goes as soon as that is done.",
};

/** A sentence for each reason why a payout does not go. */
export const causesOf = ({ blocks }: Pick<Payout, "blocks">): string[] => blocks.map((block) => causes[block]);
