import type { Context } from "../context.ts";
import { moneyText } from "../currencies.ts";
import { isClosed, isInquiry } from "../disputes/dispute.ts";
import { disputeReasons } from "../disputes/reasons.ts";
import { faultKinds } from "../faults/fault.ts";
import { escapeHtml, type PageAnswer, page } from "../html.ts";
import { isKind, type Kind, type ObjectKinds } from "../objects.ts";
import { failureReasons } from "../refunds/fail-refund.ts";
import { control, field, hidden, options, table } from "./controls.ts";
import { operationNames } from "./fault-routes.ts";
import { objectKinds } from "./state-routes.ts";

const SHOWN = 20;
const WIDER = "<style>body { max-width: 1120px } td form { margin: 0 } code { font-size: 13px }</style>";
const FOREVER = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** The outside world by hand: every button is a request that a program could send as JSON. */
export function consolePage(context: Context): PageAnswer {
  const sections = [time, charges, disputes, refunds, faults, webhooks, objects];
  const content = sections.map((section) => section(context)).join("\n");
  return page(200, "Stripe sandbox", `${WIDER}<h1>Stripe sandbox</h1>\n${content}`);
}

function time({ world, now }: Context): string {
  const planned = world.agenda.waiting(SHOWN).map(({ task, subject, due }) => [task, subject, timeText(due / 1000)]);
  const advance = control("/test/clock", "Let time pass", field("advanceSeconds", "seconds"));
  return `<h2>Time</h2><p>It is ${timeText(now)}.</p>${advance}${table(["Will happen", "To", "At"], planned)}`;
}

function charges(context: Context): string {
  const rows = newest(context, "charge").map((charge) => {
    const { id, amount, amount_refunded, currency, status, captured, disputed, payment_intent } = charge;
    const isHeld = status === "succeeded" && !captured && amount_refunded === 0;
    const dispute = [
      hidden("charge", id),
      field("amount", "all, or minor units"),
      options("reason", disputeReasons, "fraudulent"),
      options("inquiry", ["false", "true"], "chargeback"),
    ];
    const act = isHeld
      ? control(`/test/holds/${payment_intent}/expire`, "End the hold")
      : control("/test/disputes", "Dispute", dispute.join(""));
    const state = [status, isHeld ? "held" : "", disputed ? "disputed" : ""].filter(Boolean).join(", ");
    const refunded = amount_refunded === 0 ? "" : `, ${moneyText(amount_refunded, currency)} back`;
    return [linked(id), `${moneyText(amount, currency)}${refunded}`, state, status === "failed" ? "" : act];
  });
  return `<h2>Charges</h2>${table(["Charge", "Amount", "State", ""], rows)}`;
}

function disputes(context: Context): string {
  const rows = newest(context, "dispute").map((dispute) => {
    const { id, amount, currency, status, reason, evidence_details: evidence } = dispute;
    const outcomes = isInquiry(dispute) ? ["won", "lost", "escalated"] : ["won", "lost"];
    const act = control(`/test/disputes/${id}/decide`, "Decide", options("outcome", outcomes));
    const due = `${evidence.submission_count > 0 ? "evidence sent" : "no evidence"}, due ${timeText(evidence.due_by)}`;
    return [linked(id), moneyText(amount, currency), `${status}, ${reason}`, isClosed(dispute) ? "" : `${due}${act}`];
  });
  return `<h2>Disputes</h2>${table(["Dispute", "Amount", "State", ""], rows)}`;
}

function refunds(context: Context): string {
  const rows = newest(context, "refund").map(({ id, amount, currency, status, failure_reason }) => {
    const act = control(`/test/refunds/${id}/fail`, "Fail", options("reason", failureReasons, "unknown"));
    const state = failure_reason === undefined ? status : `${status}: ${failure_reason}`;
    return [linked(id), moneyText(amount, currency), state, status === "failed" ? "" : act];
  });
  return `<h2>Refunds</h2>${table(["Refund", "Amount", "State", ""], rows)}`;
}

function faults({ world }: Context): string {
  const rows = world.faults
    .list()
    .map(({ kind, operation, times, probability, seen, hits }) => [
      kind,
      operation ?? "any POST",
      `${hits} of ${times ?? "any number"}`,
      `${seen} seen${probability === undefined ? "" : `, ${probability} of them`}`,
    ]);
  const fields = [
    options("kind", faultKinds),
    options("operation", operationNames, "any POST"),
    field("times", "times"),
    field("probability", "probability"),
    field("holdMs", "milliseconds"),
  ];
  const clear = control("/test/faults", "Clear", hidden("_method", "DELETE"));
  const heading = ["Fault", "Of", "Went wrong", ""];
  return `<h2>Faults</h2>${table(heading, rows)}${control("/test/faults", "Add", fields.join(""))}${clear}`;
}

function webhooks({ world }: Context): string {
  const disorder = world.disorder.get();
  const state = disorder ? `<pre>${escapeHtml(JSON.stringify(disorder))}</pre>` : "<p>In order, each once.</p>";
  const parts = ["duplicate", "reorder", "lose"].map((name) => field(name, `${name} 0..1`));
  const fields = [...parts, field("delayMs", "milliseconds"), field("seed", "seed")].join("");
  const rows = world.deliveries.waiting(SHOWN).map(({ event, attempts, due }) => {
    const found = world.store.findAny(event);
    return [linked(event), isKind("event", found) ? found.type : "", `${attempts} tries`, timeText(due / 1000)];
  });
  return `<h2>Webhooks</h2>${state}
${control("/test/webhooks/disorder", "Disorder", fields)}
${control("/test/webhooks/disorder", "In order again", hidden("_method", "DELETE"))}
<p>${world.deliveries.count()} still to be delivered.</p>
${table(["Event", "Type", "So far", "Next try"], rows)}
${control("/test/webhooks/deliver", "Deliver now")}`;
}

function objects(): string {
  const links = objectKinds.map((kind) => `<a href="/test/objects?kind=${kind}">${kind}</a>`);
  return `<h2>All objects, as JSON</h2><p>${links.join(" · ")}</p>`;
}

function newest<K extends Kind>({ world }: Context, kind: K): readonly ObjectKinds[K][] {
  const { data } = world.store.page({ kind, label: "*", created: FOREVER, limit: SHOWN });
  return data.filter((found) => isKind(kind, found));
}

function linked(id: string): string {
  return `<a href="/test/objects/${escapeHtml(id)}"><code>${escapeHtml(id)}</code></a>`;
}

function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace("T", " ").slice(0, 19);
}
