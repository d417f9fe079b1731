import type { CommandScope } from "../../platform/action.ts";
import { difference, positionOf } from "./ledger.ts";
import { factsOf, lockPayment, post, progressOf } from "./store.ts";

/** Books that what is left of a captured payment is earned, once: at the end of the stay, or when it is paid out. */
export async function earnPayment(scope: CommandScope, reference: string): Promise<void> {
  const payment = await lockPayment(scope, reference);
  if (!payment || payment.captured_minor === 0) {
    throw new Error(`the payment for ${reference} is not there to be earned`);
  }
  if (payment.earned_at !== null) return;
  await scope.sql.run("payment_earn", "update payment set earned_at = $2 where id = $1", [payment.id, scope.now]);
  const [facts, progress] = [factsOf(payment), await progressOf(scope.sql, payment)];
  await post(scope, {
    businessKey: `earn:${payment.id}`,
    reference,
    source: null,
    entries: difference(positionOf(facts, progress), positionOf(facts, { ...progress, isEarned: true })),
  });
}
