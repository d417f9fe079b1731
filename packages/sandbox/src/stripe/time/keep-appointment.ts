import type { Context, World } from "../context.ts";
import type { Appointment } from "./agenda.ts";

export type Task = (context: Context, subject: string) => void;

/** Does what was planned, as of the time that it was planned for. */
export function keepAppointment(
  world: World,
  tasks: ReadonlyMap<string, Task>,
  { task, subject, due }: Appointment,
): void {
  const context = { world, request: { id: null, idempotencyKey: null }, now: Math.floor(due / 1000) };
  try {
    world.store.transaction(() => {
      world.agenda.drop(task, subject);
      tasks.get(task)?.(context, subject);
    });
    world.webhooks.wake();
  } catch (error) {
    // Tried again it would fail again, and keep all that is due after it from happening.
    world.agenda.drop(task, subject);
    process.emitWarning(`The Stripe sandbox could not do ${task} of ${subject}: ${String(error)}`);
  }
}
