import type { DatabaseSync } from "node:sqlite";
import { numberOf, textOf } from "../guards.ts";

/** One event on its way to an endpoint; an event that is delivered twice has two. */
export interface Delivery {
  readonly id: number;
  readonly event: string;
  readonly attempts: number;
}

export type Deliveries = ReturnType<typeof openDeliveries>;

/** The events that are still to be delivered; kept in the database, so that a restart goes on with them. */
export function openDeliveries(database: DatabaseSync) {
  const insert = database.prepare("INSERT INTO outbox (event, due) VALUES (?, ?)");
  const remove = database.prepare("DELETE FROM outbox WHERE id = ?");
  const delay = database.prepare("UPDATE outbox SET attempts = ?, due = ? WHERE id = ?");
  const hurry = database.prepare("UPDATE outbox SET due = ? WHERE due > ?");
  const select = database.prepare("SELECT 1 FROM outbox WHERE event = ?");
  const due = database.prepare("SELECT id, event, attempts FROM outbox WHERE due <= ? ORDER BY due, id LIMIT ?");
  const all = database.prepare("SELECT id, event, attempts, due FROM outbox ORDER BY due, id LIMIT ?");
  const count = database.prepare("SELECT count(*) AS count FROM outbox");
  const next = database.prepare("SELECT min(due) AS due FROM outbox WHERE due > ?");

  return {
    add(event: string, due: number): void {
      insert.run(event, due);
    },
    done(delivery: Delivery): void {
      remove.run(delivery.id);
    },
    postpone(delivery: Delivery, due: number): void {
      delay.run(delivery.attempts, due, delivery.id);
    },
    /** What is held back or waits for a retry need not any more. */
    hurryAll(now: number): void {
      hurry.run(now, now);
    },
    isPending(event: string): boolean {
      return select.get(event) !== undefined;
    },
    due(now: number, limit: number): readonly Delivery[] {
      return due.all(now, limit).map(deliveryOf);
    },
    /** What is still to be delivered, due or not. */
    waiting(limit: number): readonly (Delivery & { readonly due: number })[] {
      return all.all(limit).map((row) => ({ ...deliveryOf(row), due: numberOf(row["due"]) }));
    },
    count: (): number => numberOf(count.get()?.["count"]),
    nextAfter(now: number): number | undefined {
      const found = next.get(now)?.["due"];
      return typeof found === "number" ? found : undefined;
    },
  };
}

function deliveryOf(row: Record<string, unknown>): Delivery {
  return { id: numberOf(row["id"]), event: textOf(row["event"]), attempts: numberOf(row["attempts"]) };
}
