import type { DatabaseSync } from "node:sqlite";
import { numberOf, textOf } from "./guards.ts";

export interface Delivery {
  readonly event: string;
  readonly attempts: number;
}

export type Deliveries = ReturnType<typeof openDeliveries>;

/** The events that are still to be delivered; kept in the database, so that a restart goes on with them. */
export function openDeliveries(database: DatabaseSync) {
  const insert = database.prepare("INSERT INTO deliveries (event, due) VALUES (?, ?)");
  const remove = database.prepare("DELETE FROM deliveries WHERE event = ?");
  const delay = database.prepare("UPDATE deliveries SET attempts = ?, due = ? WHERE event = ?");
  const select = database.prepare("SELECT 1 FROM deliveries WHERE event = ?");
  const due = database.prepare("SELECT event, attempts FROM deliveries WHERE due <= ? ORDER BY due, rowid LIMIT ?");
  const next = database.prepare("SELECT min(due) AS due FROM deliveries WHERE due > ?");

  return {
    add(event: string, now: number): void {
      insert.run(event, now);
    },
    done(event: string): void {
      remove.run(event);
    },
    postpone(delivery: Delivery, due: number): void {
      delay.run(delivery.attempts, due, delivery.event);
    },
    isPending(event: string): boolean {
      return select.get(event) !== undefined;
    },
    due(now: number, limit: number): readonly Delivery[] {
      const rows = due.all(now, limit);
      return rows.map((row) => ({ event: textOf(row["event"]), attempts: numberOf(row["attempts"]) }));
    },
    nextAfter(now: number): number | undefined {
      const found = next.get(now)?.["due"];
      return typeof found === "number" ? found : undefined;
    },
  };
}
