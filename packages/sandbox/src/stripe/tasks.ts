import type { Task } from "./time/keep-appointment.ts";

/** What can be planned for later, by the name under which it is planned. */
export const tasks: Readonly<Record<string, Task>> = {};
