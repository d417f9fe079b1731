import { book } from "../balance-transactions.ts";
import { type Answer, type Call, type Operation, ok } from "../context.ts";
import { moneyText } from "../currencies.ts";
import { record } from "../events.ts";
import { newId } from "../ids.ts";
import { endingBefore, limit, list, startingAfter } from "../lists.ts";
import { mergeMetadata } from "../new-payment-intent.ts";
import { missingObject } from "../refusal.ts";
import * as declared from "./money-parameters.ts";
import type { Page, Transfer, TransferReversal } from "./objects.ts";
import { giveBack } from "./payment.ts";
import { balanceInsufficient, refused } from "./refused.ts";
import { findTransfer } from "./transfers.ts";

const SHOWN_ON_TRANSFER = 10;

export const reversalOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/v1/transfers/{id}/reversals",
    accepts: [declared.amount, declared.description, declared.metadata],
    run: create,
  },
  {
    method: "GET",
    path: "/v1/transfers/{id}/reversals",
    accepts: [startingAfter, endingBefore, limit],
    run: (call) => {
      const { id, reversals } = findTransfer(call, call.id);
      return list(call, { kind: "transfer_reversal", url: reversals.url, where: { transfer: id } });
    },
  },
  {
    method: "GET",
    path: "/v1/transfers/{transfer}/reversals/{id}",
    accepts: [],
    run: (call) => ok(findReversal(call, findTransfer(call, call.parent))),
  },
  {
    method: "POST",
    path: "/v1/transfers/{transfer}/reversals/{id}",
    accepts: [declared.metadata],
    run: update,
  },
];

/** Back into the platform's books, as far as the account still has it. */
function create(call: Call): Answer {
  const { parameters, now, world } = call;
  const transfer = findTransfer(call, call.id);
  const amount = amountToReverse(call, transfer);
  const { currency, destination, id: transferId } = transfer;
  if (world.store.of(destination).balanceIn(currency) < amount) {
    throw balanceInsufficient(
      `The balance of ${destination} in ${currency} is too small to reverse ${moneyText(amount, currency)} of ` +
        `transfer ${transferId}.`,
    );
  }
  const id = newId("trr");
  const description = parameters.get(declared.description) ?? null;
  const entry = { amount, currency, description, fee: 0, source: id, type: "transfer_refund" };
  const transaction = book(call, entry);
  const reversal = world.store.put<TransferReversal>({
    id,
    object: "transfer_reversal",
    amount,
    balance_transaction: transaction.id,
    created: now,
    currency,
    destination_payment_refund: giveBack(call, transfer, amount).id,
    metadata: mergeMetadata({}, parameters.get(declared.metadata)),
    source_refund: null,
    transfer: transferId,
  });
  const reversed = transfer.amount_reversed + amount;
  const after = world.store.put<Transfer>({
    ...transfer,
    amount_reversed: reversed,
    reversals: withReversal(transfer.reversals, reversal),
    reversed: reversed === transfer.amount,
  });
  record(call, "transfer.reversed", after);
  return ok(reversal);
}

function amountToReverse({ parameters }: Call, transfer: Transfer): number {
  const left = transfer.amount - transfer.amount_reversed;
  const amount = parameters.get(declared.amount) ?? left;
  if (left > 0 && amount <= left) return amount;
  if (left === 0) throw refused(`Transfer ${transfer.id} has already been fully reversed.`);
  const [asked, rest] = [moneyText(amount, transfer.currency), moneyText(left, transfer.currency)];
  throw refused(`Transfer reversal amount (${asked}) is greater than unreversed amount on transfer (${rest})`, {
    param: "amount",
  });
}

/** The newest few are shown with the transfer. */
function withReversal(page: Page<TransferReversal>, reversal: TransferReversal): Page<TransferReversal> {
  const all = [reversal, ...page.data];
  return { ...page, data: all.slice(0, SHOWN_ON_TRANSFER), has_more: page.has_more || all.length > SHOWN_ON_TRANSFER };
}

function update(call: Call): Answer {
  const { store } = call.world;
  const transfer = findTransfer(call, call.parent);
  const reversal = findReversal(call, transfer);
  const metadata = mergeMetadata(reversal.metadata, call.parameters.get(declared.metadata));
  const updated = store.put<TransferReversal>({ ...reversal, metadata });
  const data = transfer.reversals.data.map((shown) => (shown.id === updated.id ? updated : shown));
  store.put<Transfer>({ ...transfer, reversals: { ...transfer.reversals, data } });
  return ok(updated);
}

function findReversal(call: Call, transfer: Transfer): TransferReversal {
  const reversal = call.world.store.find("transfer_reversal", call.id);
  if (reversal?.transfer !== transfer.id) throw missingObject("transfer reversal", call.id);
  return reversal;
}
