import { book } from "../balance-transactions.ts";
import { type Answer, type Call, type Context, type Operation, ok } from "../context.ts";
import { checkCurrency } from "../currencies.ts";
import { record } from "../events.ts";
import { newId } from "../ids.ts";
import { list, listParameters } from "../lists.ts";
import { mergeMetadata } from "../new-payment-intent.ts";
import { missingObject } from "../refusal.ts";
import * as declared from "./money-parameters.ts";
import type { Account, Transfer } from "./objects.ts";
import { receive } from "./payment.ts";
import { balanceInsufficient, refused } from "./refused.ts";
import { transferSource } from "./transfer-source.ts";

export const transferOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/v1/transfers",
    accepts: [
      declared.amount,
      declared.currency,
      declared.description,
      declared.destination,
      declared.metadata,
      declared.sourceTransaction,
      declared.transferGroup,
    ],
    run: create,
  },
  {
    method: "GET",
    path: "/v1/transfers",
    accepts: [...listParameters, declared.destination, declared.transferGroup],
    run: (call) => {
      const destination = call.parameters.get(declared.destination);
      const transfer_group = call.parameters.get(declared.transferGroup);
      return list(call, { kind: "transfer", url: "/v1/transfers", where: { destination, transfer_group } });
    },
  },
  {
    method: "GET",
    path: "/v1/transfers/{transfer}",
    accepts: [],
    run: (call) => ok(findTransfer(call, call.id)),
  },
  {
    method: "POST",
    path: "/v1/transfers/{transfer}",
    accepts: [declared.newDescription, declared.metadata],
    run: update,
  },
];

export function findTransfer(context: Context, id: string): Transfer {
  const transfer = context.world.store.find("transfer", id);
  if (!transfer) throw missingObject("transfer", id, "transfer");
  return transfer;
}

/** Out of the platform's books and into the account's, in one transaction. */
function create(call: Call): Answer {
  const { parameters, now, world } = call;
  const [amount, currency] = [parameters.need(declared.amount), parameters.need(declared.currency)];
  checkCurrency(currency);
  const { id: destination } = ableDestination(call);
  const charge = transferSource(call, { amount, currency });
  if (!charge && world.store.balanceIn(currency) < amount) {
    throw balanceInsufficient(
      "You have insufficient available funds in your Stripe account. Try adding funds directly to your available " +
        "balance by creating a top-up.",
    );
  }
  const id = newId("tr");
  const description = parameters.get(declared.description) ?? null;
  const groupOfCharge = charge ? (charge.transfer_group ?? `group_${charge.id}`) : null;
  const transfer_group = parameters.get(declared.transferGroup) ?? groupOfCharge;
  const entry = { amount: -amount, currency, description, fee: 0, source: id, type: "transfer" };
  const transaction = book(call, entry);
  const payment = receive(call, { amount, currency, destination, id, transfer_group });
  const transfer = world.store.put<Transfer>({
    id,
    object: "transfer",
    amount,
    amount_reversed: 0,
    balance_transaction: transaction.id,
    created: now,
    currency,
    description,
    destination,
    destination_payment: payment.id,
    livemode: false,
    metadata: mergeMetadata({}, parameters.get(declared.metadata)),
    reversals: { object: "list", data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: charge?.id ?? null,
    source_type: "card",
    transfer_group,
  });
  record(call, "transfer.created", transfer);
  return ok(transfer);
}

function ableDestination(call: Call): Account {
  const id = call.parameters.need(declared.destination);
  const account = call.world.store.find("account", id);
  if (!account) {
    const param = declared.destination.name;
    throw refused(`No such destination: '${id}'`, { code: "resource_missing", param });
  }
  if (account.capabilities.transfers === "active") return account;
  throw refused(
    "Your destination account needs to have at least one of the following capabilities enabled: transfers, " +
      "crypto_transfers, legacy_payments",
    { code: "insufficient_capabilities_for_transfer", param: "destination" },
  );
}

function update(call: Call): Answer {
  const transfer = findTransfer(call, call.id);
  const description = call.parameters.get(declared.newDescription);
  const updated = call.world.store.put<Transfer>({
    ...transfer,
    description: description === undefined ? transfer.description : description,
    metadata: mergeMetadata(transfer.metadata, call.parameters.get(declared.metadata)),
  });
  record(call, "transfer.updated", updated);
  return ok(updated);
}
