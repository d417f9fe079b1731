import { isRecord } from "../guards.ts";
import type { Kind } from "../objects.ts";
import { choice, integer, text } from "../parameters.ts";
import { missingObject } from "../refusal.ts";
import type { ConsoleCall, ConsoleRoute } from "./console-route.ts";

const LONGEST_ADVANCE = 400 * 86_400;
const MOST_SHOWN = 100;
const FOREVER = { from: 0, to: Number.MAX_SAFE_INTEGER };

export const objectKinds = [
  "payment_intent",
  "charge",
  "refund",
  "dispute",
  "balance_transaction",
  "event",
  "payment_method",
  "account",
  "bank_account",
  "transfer",
  "transfer_reversal",
  "payment",
  "payment_refund",
  "payout",
  "topup",
] as const satisfies readonly Kind[];

const advanceSeconds = integer("advanceSeconds", { min: 1, max: LONGEST_ADVANCE });
const kind = choice("kind", objectKinds);
const account = text("account");
const after = text("after");
const limit = integer("limit", { min: 1, max: MOST_SHOWN });

export const stateRoutes: readonly ConsoleRoute[] = [
  { method: "GET", path: /^\/test\/objects$/, accepts: [kind, account, after, limit], run: listObjects },
  { method: "GET", path: /^\/test\/objects\/(\w+)$/, accepts: [], run: showObject },
  { method: "GET", path: /^\/test\/events\/pending$/, accepts: [], run: listPending },
  {
    method: "GET",
    path: /^\/test\/agenda$/,
    accepts: [],
    run: ({ world }) => ({ data: agendaOf(world.agenda.waiting(MOST_SHOWN)) }),
  },
  { method: "GET", path: /^\/test\/clock$/, accepts: [], run: showClock },
  {
    method: "POST",
    path: /^\/test\/clock$/,
    accepts: [advanceSeconds],
    run: (call) => {
      call.world.clock.advance(call.parameters.need(advanceSeconds));
      return showClock(call);
    },
  },
];

/** Newest first, of the platform unless an account is named. */
function listObjects({ parameters, world }: ConsoleCall): object {
  const asked = parameters.need(kind);
  const cursor = parameters.get(after);
  const store = world.store.of(parameters.get(account) ?? null);
  if (cursor !== undefined && store.positionOf(cursor, asked) === undefined)
    throw missingObject(asked, cursor, "after");
  const page = store.page({
    kind: asked,
    label: "*",
    created: FOREVER,
    after: cursor,
    limit: parameters.get(limit) ?? MOST_SHOWN,
  });
  return { data: page.data, has_more: page.hasMore };
}

/** Whoever's it is. */
function showObject({ id, world }: ConsoleCall): object {
  const found = world.store.findAny(id);
  if (!isRecord(found)) throw missingObject("object", id);
  return found;
}

function listPending({ world }: ConsoleCall): object {
  const data = world.deliveries.waiting(MOST_SHOWN).map(({ attempts, due, event }) => ({
    event: world.store.findAny(event),
    attempts,
    due: new Date(due).toISOString(),
  }));
  return { data, count: world.deliveries.count() };
}

function agendaOf(appointments: readonly { task: string; subject: string; due: number }[]): object[] {
  return appointments.map(({ task, subject, due }) => ({ task, subject, due: new Date(due).toISOString() }));
}

function showClock({ world }: ConsoleCall): object {
  return { now: world.clock.seconds(), aheadSeconds: world.clock.aheadSeconds() };
}
