import type { DatabaseSync } from "node:sqlite";
import { numberOf, textOf } from "../guards.ts";
import type { Clock } from "./clock.ts";
import type { TaskName } from "./task-name.ts";

const LONGEST_TIMER_MS = 2_147_483_647;

export interface Appointment {
  readonly task: string;
  /** The id of what the task is about. */
  readonly subject: string;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly due: number;
}

export type Agenda = ReturnType<typeof openAgenda>;

/**
 * What will happen by itself later, as the end of an authorization. Kept in the database, so that a restart goes on with
 * it; planned inside the transaction of what causes it, so that neither is without the other.
 */
export function openAgenda(database: DatabaseSync, clock: Clock) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS agenda (
      task TEXT NOT NULL, subject TEXT NOT NULL, due INTEGER NOT NULL, PRIMARY KEY (task, subject)) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS agenda_by_due ON agenda (due);
  `);
  const insert = database.prepare(
    "INSERT INTO agenda (task, subject, due) VALUES (?, ?, ?) ON CONFLICT (task, subject) DO UPDATE SET due = excluded.due",
  );
  const remove = database.prepare("DELETE FROM agenda WHERE task = ? AND subject = ?");
  const removeSubject = database.prepare("DELETE FROM agenda WHERE subject = ?");
  const select = database.prepare("SELECT task, subject, due FROM agenda ORDER BY due, task, subject LIMIT ?");
  let keep: ((appointment: Appointment) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;

  const waiting = (limit: number): readonly Appointment[] =>
    select.all(limit).map((row) => ({
      task: textOf(row["task"]),
      subject: textOf(row["subject"]),
      due: numberOf(row["due"]),
    }));
  const nextDue = (): Appointment | undefined => keep && waiting(1).find(({ due }) => due <= clock.milliseconds());
  const schedule = (): void => {
    clearTimeout(timer);
    const [next] = waiting(1);
    if (!next || !keep) return;
    const delay = next.due - clock.milliseconds();
    timer = setTimeout(catchUp, Math.min(Math.max(delay, 0), LONGEST_TIMER_MS));
  };
  const catchUp = (): void => {
    let next = nextDue();
    while (next) {
      keep?.(next);
      next = nextDue();
    }
    schedule();
  };

  return {
    waiting,
    /** Does all that is due, in its order, before it returns. */
    catchUp,
    /** A later time for the same task and subject takes the place of the earlier one. */
    plan(task: TaskName, subject: string, due: number): void {
      insert.run(task, subject, Math.ceil(due));
      schedule();
    },
    drop(task: string, subject: string): void {
      remove.run(task, subject);
    },
    dropAll(subject: string): void {
      removeSubject.run(subject);
    },
    /** `keep` does what an appointment says and drops it. */
    begin(keeper: (appointment: Appointment) => void): void {
      keep = keeper;
      schedule();
    },
    close(): void {
      keep = undefined;
      clearTimeout(timer);
    },
  };
}
