import { randomUUID } from "node:crypto";
import { count, type Paid } from "./diary.ts";
import { listAt, numberAt, textAt } from "./read-json.ts";
import { ask, done, draw, pick, type Stage } from "./stage.ts";

/** Money of a payment goes back: asked for by a host or an operator, or by somebody at Stripe; or it comes home again. */
export const giveBack = (stage: Stage, paid: Paid): Promise<unknown> => draw(stage.random, ways)(stage, paid);

type Way = (stage: Stage, paid: Paid) => Promise<unknown>;

const ways: readonly (readonly [number, Way])[] = [
  [24, (stage, paid) => refund(stage, paid, { by: paid.host, part: stage.random.fraction() / 4 })],
  [12, (stage, paid) => refund(stage, paid, { by: paid.host, part: stage.random.fraction() / 5, line: true })],
  [18, (stage, paid) => refund(stage, paid, { by: operatorOf(stage), part: stage.random.fraction() / 3 })],
  [6, (stage, paid) => refund(stage, paid, { by: operatorOf(stage) })],
  [6, tooMuchAtOnce],
  [12, byHand],
  [8, refusedByTheBank],
  [4, dispute],
  [4, decide],
];

const operatorOf = ({ cast }: Stage) => cast.operator.token;

interface RefundWish {
  readonly by: string;
  /** Of the whole amount; all that is left where absent. */
  readonly part?: number;
  /** Of the first line alone. */
  readonly line?: boolean;
}

async function refund(stage: Stage, paid: Paid, { by, part, line = false }: RefundWish): Promise<void> {
  const { paymentId, currency } = paid;
  const amount = part === undefined ? undefined : { amount: portion(paid, part, stepOf(currency)), currency };
  const what = amount === undefined ? {} : line ? { lines: [{ line: 0, amount }] } : { amount };
  const heard = await ask(stage, {
    kind: "refund",
    path: `/api/v1/payments/${paymentId}/refunds`,
    person: { token: by },
    body: { ...what, reason: "goodwill" },
    allowed: [201, "refund.too_much", "payment.state", "payment.disputed"],
  });
  const refundId = heard?.status === 201 ? textAt(heard.body, "id") : undefined;
  const given = numberAt(heard?.body, "amount.amount");
  if (refundId !== undefined && given !== undefined) stage.diary.refunds.push({ refundId, paymentId, amount: given });
}

/** Several who together ask for more than there is. */
async function tooMuchAtOnce(stage: Stage, paid: Paid): Promise<void> {
  await Promise.all(Array.from({ length: 3 }, () => refund(stage, paid, { by: operatorOf(stage), part: 0.45 })));
}

/** Somebody gives money back at Stripe's dashboard, past Roost. */
async function byHand(stage: Stage, paid: Paid): Promise<void> {
  const form = {
    payment_intent: paid.providerRef,
    amount: String(atStripe(portion(paid, stage.random.fraction() / 5, 10), paid.currency)),
  };
  const told = await stage.outside.api("POST", "/v1/refunds", { form, key: randomUUID() });
  const ref = textAt(told.body, "id");
  if (done(stage, "refund by hand", told) && ref !== undefined) stage.diary.byHand.push(ref);
}

/** The guest's bank sends back what was refunded. */
async function refusedByTheBank(stage: Stage, { providerRef }: Paid): Promise<void> {
  const list = await stage.outside.api("GET", `/v1/refunds?payment_intent=${providerRef}&limit=20`);
  const succeeded = listAt(list.body, "data").filter((refund) => textAt(refund, "status") === "succeeded");
  if (succeeded.length === 0) return;
  const ref = textAt(pick(stage.random, succeeded), "id");
  const told = await stage.outside.console("POST", `/test/refunds/${ref}/fail`, {});
  if (told.status === 200) count(stage.diary, "refund failed");
}

/** A card holder goes to his bank, which takes the money back; some banks only ask at first. */
async function dispute(stage: Stage, { providerRef }: Paid): Promise<void> {
  const { outside, random, diary, disputes } = stage;
  const intent = await outside.api("GET", `/v1/payment_intents/${providerRef}`);
  const charge = textAt(intent.body, "latest_charge");
  if (charge === undefined) return;
  const told = await outside.console("POST", "/test/disputes", { charge, inquiry: random.fraction() < 0.2 });
  const id = textAt(told.body, "id");
  if (!done(stage, "dispute", told) || id === undefined) return;
  diary.disputes.push(id);
  disputes.push(id);
}

/** A bank decides about one of those. */
async function decide(stage: Stage): Promise<void> {
  const { outside, random, disputes } = stage;
  const [id] = disputes.length > 0 ? disputes.splice(random.integer(0, disputes.length - 1), 1) : [];
  if (id === undefined) return;
  const outcome = random.fraction() < 0.5 ? "won" : "lost";
  done(stage, `dispute ${outcome}`, await outside.console("POST", `/test/disputes/${id}/decide`, { outcome }));
}

/** Every bank has decided, as it does some day. */
export async function decideAll(stage: Stage): Promise<void> {
  const { outside, random } = stage;
  for (let after = ""; ; ) {
    const { body } = await outside.api("GET", `/v1/disputes?limit=100${after}`);
    const page = listAt(body, "data");
    for (const dispute of page) {
      if (["won", "lost", "warning_closed"].includes(textAt(dispute, "status") ?? "")) continue;
      const outcome = random.fraction() < 0.5 ? "won" : "lost";
      const told = await outside.console("POST", `/test/disputes/${textAt(dispute, "id")}/decide`, { outcome });
      done(stage, `dispute ${outcome}`, told);
    }
    const last = page.length === 100 ? textAt(page[99], "id") : undefined;
    if (last === undefined) return;
    after = `&starting_after=${last}`;
  }
}

/** A part of a payment, at least a step. */
const portion = ({ amount }: Paid, part: number, step: number): number =>
  Math.max(step, Math.floor((amount * part) / step) * step);

/** Steps that Roost takes; Stripe's dashboard knows nothing of whole forints. */
const stepOf = (currency: string): number => (currency === "HUF" ? 100 : 10);

/** Stripe writes krónur in hundredths. */
const atStripe = (amount: number, currency: string): number =>
  currency === "ISK" || currency === "UGX" ? amount * 100 : amount;
