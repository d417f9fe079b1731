import { expect, test } from "vitest";
import { createBoundedQueue } from "./bounded-queue.ts";

const pieces = (count: number) => Array.from({ length: count }, () => Promise.withResolvers<void>());

test("runs no more at once than it may, in the order they came", async () => {
  const queue = createBoundedQueue({ atOnce: 2, waiting: 10 });
  const gates = pieces(5);
  const begun: number[] = [];
  const all = gates.map((gate, index) =>
    queue.run(async () => {
      begun.push(index);
      await gate.promise;
    }),
  );
  expect(begun).toEqual([0, 1]);
  gates[1]?.resolve();
  await all[1];
  expect(begun).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  await Promise.all(all);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

test("refuses what does not fit, with a hint when to come back, and recovers", async () => {
  const queue = createBoundedQueue({ atOnce: 1, waiting: 1 });
  const [first, second] = pieces(2);
  const running = [queue.run(async () => first?.promise), queue.run(async () => second?.promise)];
  await expect(queue.run(async () => "late")).rejects.toMatchObject({
    code: "service.unavailable",
    retryAfterSeconds: 1,
  });
  first?.resolve();
  second?.resolve();
  await Promise.all(running);
  await expect(queue.run(async () => "in time")).resolves.toBe("in time");
});

test("work that fails gives its place back", async () => {
  const queue = createBoundedQueue({ atOnce: 1, waiting: 0 });
  const fail = () => queue.run(async () => Promise.reject(new Error("broken")));
  await expect(fail()).rejects.toThrow("broken");
  await expect(fail()).rejects.toThrow("broken");
});
