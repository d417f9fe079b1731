import { expireAuthorization } from "./cancellation.ts";
import { payoutTasks } from "./connect/payout-tasks.ts";
import { disputeTasks } from "./disputes/dispute-tasks.ts";
import { refundTasks } from "./refunds/refund-tasks.ts";
import type { Task } from "./time/keep-appointment.ts";
import type { TaskName } from "./time/task-name.ts";

/** What is done when it is due, by the name under which it was planned. */
export const tasks: Readonly<Record<TaskName, Task>> = {
  ...disputeTasks,
  ...payoutTasks,
  ...refundTasks,
  "authorization.expire": expireAuthorization,
};
