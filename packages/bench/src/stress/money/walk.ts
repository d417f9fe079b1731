import { setTimeout as wait } from "node:timers/promises";
import { bookAndPay } from "./book-and-pay.ts";
import { giveBack } from "./give-back.ts";
import { actOnPayouts } from "./pay-out.ts";
import type { Stage } from "./stage.ts";

const walkers = 24;
/** A step that takes longer waits for a lease or a clock: somebody else takes the next one meanwhile. */
const slowMs = 4000;
const mostAtOnce = 120;
/** How many stays are kept to be acted upon. */
const mostPaid = 2000;

/** Many at a time take steps, each a new stay or something that happens to one that was paid, until `isOver`. */
export async function walkAll(stage: Stage, isOver: () => boolean): Promise<void> {
  const steps = new Set<Promise<void>>();
  const walk = async () => {
    while (!isOver()) {
      if (steps.size >= mostAtOnce) await Promise.race(steps);
      const step: Promise<void> = takeStep(stage).finally(() => steps.delete(step));
      steps.add(step);
      await Promise.race([step, wait(slowMs)]);
    }
  };
  await Promise.all(Array.from({ length: walkers }, walk));
  await Promise.all(steps);
}

async function takeStep(stage: Stage): Promise<void> {
  const { random, paid, diary } = stage;
  try {
    const chance = random.fraction();
    if (chance < 0.02) await actOnPayouts(stage);
    else if (paid.length < 50 || chance < 0.45) await bookAndPay(stage);
    else {
      const index = random.integer(0, paid.length - 1);
      const one = paid[index];
      if (one) await giveBack(stage, one);
    }
    while (paid.length > mostPaid) paid.splice(random.integer(0, paid.length - 1), 1);
  } catch (error) {
    diary.faults.push(`a step failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
