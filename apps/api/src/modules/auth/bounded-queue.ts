import { AppError } from "../../platform/errors.ts";

export interface BoundedQueue {
  /** Does the work now or in its turn; refuses where too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Lets `atOnce` pieces of work run and `waiting` more wait, first come first served. */
export function createBoundedQueue(limits: { readonly atOnce: number; readonly waiting: number }): BoundedQueue {
  let running = 0;
  const turns: (() => void)[] = [];
  return {
    async run(work) {
      if (running < limits.atOnce) running += 1;
      else if (turns.length < limits.waiting) await new Promise<void>((resolve) => turns.push(resolve));
      else throw new AppError("service.unavailable", { retryAfterSeconds: 1 });
      try {
        return await work();
      } finally {
        // A waiting one takes over the place, so that nobody slips in between.
        const next = turns.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
