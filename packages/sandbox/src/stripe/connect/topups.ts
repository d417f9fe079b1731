import { book } from "../balance-transactions.ts";
import { type Answer, type Call, type Operation, ok } from "../context.ts";
import { checkCurrency } from "../currencies.ts";
import { record } from "../events.ts";
import { newId } from "../ids.ts";
import { list, listParameters } from "../lists.ts";
import { mergeMetadata } from "../new-payment-intent.ts";
import { choice } from "../parameters.ts";
import { missingObject } from "../refusal.ts";
import * as declared from "./money-parameters.ts";
import type { Topup } from "./objects.ts";

const ofStatus = choice("status", ["canceled", "failed", "pending", "succeeded"]);

export const topupOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/v1/topups",
    accepts: [
      declared.amount,
      declared.currency,
      declared.description,
      declared.metadata,
      declared.statementDescriptor,
      declared.transferGroup,
    ],
    run: create,
  },
  {
    method: "GET",
    path: "/v1/topups",
    accepts: [...listParameters, ofStatus],
    run: (call) => list(call, { kind: "topup", url: "/v1/topups", where: { status: call.parameters.get(ofStatus) } }),
  },
  { method: "GET", path: "/v1/topups/{topup}", accepts: [], run: (call) => ok(findTopup(call)) },
  {
    method: "POST",
    path: "/v1/topups/{topup}",
    accepts: [declared.newDescription, declared.metadata],
    run: update,
  },
];

/** The platform's own money, which is there at once. */
function create(call: Call): Answer {
  const { parameters, now, world } = call;
  const id = newId("tu");
  const amount = parameters.need(declared.amount);
  const currency = parameters.need(declared.currency);
  checkCurrency(currency);
  const description = parameters.get(declared.description) ?? null;
  const transaction = book(call, { amount, currency, description, fee: 0, source: id, type: "topup" });
  const topup = world.store.put<Topup>({
    id,
    object: "topup",
    amount,
    balance_transaction: transaction.id,
    created: now,
    currency,
    description,
    expected_availability_date: now,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: mergeMetadata({}, parameters.get(declared.metadata)),
    source: null,
    statement_descriptor: parameters.get(declared.statementDescriptor) ?? null,
    status: "succeeded",
    transfer_group: parameters.get(declared.transferGroup) ?? null,
  });
  record(call, "topup.created", topup);
  record(call, "topup.succeeded", topup);
  return ok(topup);
}

function update(call: Call): Answer {
  const topup = findTopup(call);
  const description = call.parameters.get(declared.newDescription);
  return ok(
    call.world.store.put<Topup>({
      ...topup,
      description: description === undefined ? topup.description : description,
      metadata: mergeMetadata(topup.metadata, call.parameters.get(declared.metadata)),
    }),
  );
}

function findTopup(call: Call): Topup {
  const topup = call.world.store.find("topup", call.id);
  if (!topup) throw missingObject("top-up", call.id, "topup");
  return topup;
}
