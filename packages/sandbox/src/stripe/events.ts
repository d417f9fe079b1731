import { type Call, type Context, type Operation, ok } from "./context.ts";
import { newId } from "./ids.ts";
import { list, listParameters } from "./lists.ts";
import { type AnyObject, isKind, type StripeEvent } from "./objects.ts";
import { text } from "./parameters.ts";
import { missingObject } from "./refusal.ts";

export const API_VERSION = "2026-10-28.endive";

const type = text("type");

export const eventOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/v1/events",
    forAccounts: true,
    accepts: [...listParameters, type],
    run: (call) =>
      list(call, {
        kind: "event",
        url: "/v1/events",
        label: call.parameters.get(type),
        show: (found) => (isKind("event", found) ? upToDate(call, found) : found),
      }),
  },
  {
    method: "GET",
    path: "/v1/events/{id}",
    forAccounts: true,
    accepts: [],
    run: (call) => ok(upToDate(call, find(call))),
  },
];

/** Stores an event with the object as it is now, to be delivered once the transaction is committed. */
export function record(context: Context, type: string, object: AnyObject): void {
  const { store, deliveries, disorder, webhooks } = context.world;
  const delays = webhooks.isConfigured() ? disorder.delays() : [];
  const event = store.put({
    id: newId("evt"),
    object: "event",
    ...(store.account === null ? {} : { account: store.account }),
    api_version: API_VERSION,
    created: context.now,
    data: { object },
    livemode: false,
    pending_webhooks: delays.length > 0 ? 1 : 0,
    request: { id: context.request.id, idempotency_key: context.request.idempotencyKey },
    type,
  });
  for (const delay of delays) deliveries.add(event.id, Date.now() + delay);
}

function find(call: Call): StripeEvent {
  const event = call.world.store.find("event", call.id);
  if (!event) throw missingObject("event", call.id);
  return event;
}

function upToDate(call: Call, event: StripeEvent): StripeEvent {
  return { ...event, pending_webhooks: call.world.deliveries.isPending(event.id) ? 1 : 0 };
}
