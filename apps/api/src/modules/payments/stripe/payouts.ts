import type Stripe from "stripe";
import { z } from "zod";
import type { BankPayoutState, PayoutAccountState, PayoutGateway, TransferState } from "../payouts/payout-gateway.ts";
import { fromStripe, toStripe } from "./amounts.ts";
import { certain, idOf } from "./client.ts";

/** Express accounts, separate charges and transfers, and payouts to banks that we ask for ourselves. */
export function stripePayouts(stripe: Stripe): PayoutGateway {
  const retrieveTransfer = async (ref: string) => transferOf(await stripe.transfers.retrieve(ref));

  return {
    openPayoutAccount: ({ key, accountId, userId, country }) =>
      certain(async () =>
        accountOf(
          await stripe.accounts.create(
            {
              type: "express",
              country,
              capabilities: { transfers: { requested: true } },
              settings: { payouts: { schedule: { interval: "manual" } } },
              metadata: { payout_account_id: accountId, user_id: userId },
            },
            { idempotencyKey: key },
          ),
        ),
      ),
    payoutAccountLink: ({ key, accountRef, returnUrl }) =>
      certain(async () => {
        const link = await stripe.accountLinks.create(
          { account: accountRef, type: "account_onboarding", return_url: returnUrl, refresh_url: returnUrl },
          { idempotencyKey: key },
        );
        return { url: link.url, expiresAt: new Date(link.expires_at * 1000).toISOString() };
      }),
    retrievePayoutAccount: (ref) => certain(async () => accountOf(await stripe.accounts.retrieve(ref))),
    transfer: ({ key, payoutId, reference, accountRef, amountMinor, currency }) =>
      certain(async () => {
        // Stripe forgets keys after some weeks; what it has transferred it never forgets.
        const before = await stripe.transfers.list({ transfer_group: reference, limit: 100 });
        const made = before.data.find(({ metadata }) => metadata["payout_id"] === payoutId);
        if (made) return transferOf(made);
        return transferOf(
          await stripe.transfers.create(
            {
              destination: accountRef,
              amount: toStripe(amountMinor, currency),
              currency: currency.toLowerCase(),
              transfer_group: reference,
              metadata: { payout_id: payoutId },
            },
            { idempotencyKey: key },
          ),
        );
      }),
    retrieveTransfer: (ref) => certain(() => retrieveTransfer(ref)),
    reverseTransfer: ({ key, reversalId, transferRef, amountMinor, currency }) =>
      certain(async () => {
        await stripe.transfers.createReversal(
          transferRef,
          { amount: toStripe(amountMinor, currency), metadata: { reversal_id: reversalId } },
          { idempotencyKey: key },
        );
        return retrieveTransfer(transferRef);
      }),
    payOut: ({ key, payoutId, accountRef, amountMinor, currency }) =>
      certain(async () =>
        bankPayoutOf(
          await stripe.payouts.create(
            {
              amount: toStripe(amountMinor, currency),
              currency: currency.toLowerCase(),
              metadata: { payout_id: payoutId },
            },
            { idempotencyKey: key, stripeAccount: accountRef },
          ),
        ),
      ),
    retrieveBankPayout: (ref, accountRef) =>
      certain(async () => bankPayoutOf(await stripe.payouts.retrieve(ref, {}, { stripeAccount: accountRef }))),
  };
}

const ourId = (metadata: Stripe.Metadata | null | undefined, name: string): string | null =>
  z.uuid().safeParse(metadata?.[name]).data ?? null;

function accountOf(account: Stripe.Account): PayoutAccountState {
  const banks = account.external_accounts?.data ?? [];
  const bank = banks.find(({ default_for_currency: isDefault }) => isDefault === true) ?? banks[0];
  return {
    accountRef: account.id,
    accountId: ourId(account.metadata, "payout_account_id"),
    status: statusOf(account),
    requirements: account.requirements?.currently_due ?? [],
    bank: bank ? { ref: bank.id, last4: bank.last4 ?? "", currency: (bank.currency ?? "").toUpperCase() } : null,
  };
}

function statusOf(account: Stripe.Account): PayoutAccountState["status"] {
  if (!account.details_submitted) return "onboarding";
  return account.payouts_enabled && account.capabilities?.transfers === "active" ? "enabled" : "restricted";
}

function transferOf(transfer: Stripe.Transfer): TransferState {
  const { currency } = transfer;
  return {
    transferRef: transfer.id,
    payoutId: ourId(transfer.metadata, "payout_id"),
    accountRef: idOf(transfer.destination),
    amountMinor: fromStripe(transfer.amount, currency),
    currency: currency.toUpperCase(),
    reversals: transfer.reversals.data.map(({ id, amount, metadata }) => ({
      reversalRef: id,
      reversalId: ourId(metadata, "reversal_id"),
      amountMinor: fromStripe(amount, currency),
    })),
  };
}

function bankPayoutOf(payout: Stripe.Payout): BankPayoutState {
  return {
    bankRef: payout.id,
    payoutId: ourId(payout.metadata, "payout_id"),
    status: bankStatusOf(payout.status),
    failureCode: payout.failure_code ?? (payout.status === "canceled" ? "canceled" : null),
  };
}

function bankStatusOf(status: string): BankPayoutState["status"] {
  switch (status) {
    case "pending":
    case "in_transit":
      return "under_way";
    case "paid":
      return "paid";
    case "failed":
    case "canceled":
      return "failed";
    default:
      throw new Error(`Stripe answered a payout status that is not known: ${status}`);
  }
}
