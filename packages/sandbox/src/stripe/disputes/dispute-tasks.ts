import type { Task } from "../time/keep-appointment.ts";
import { decideDispute, escalateInquiry, expireDispute } from "./decide-dispute.ts";
import { findDispute } from "./find-dispute.ts";
import { openDisputeOfCard } from "./open-dispute.ts";

export const disputeTasks = {
  "dispute.open": openDisputeOfCard,
  "dispute.win": (context, id) => void decideDispute(context, findDispute(context, id), "won"),
  "dispute.lose": (context, id) => void decideDispute(context, findDispute(context, id), "lost"),
  "dispute.escalate": (context, id) => escalateInquiry(context, findDispute(context, id)),
  "dispute.expire": (context, id) => expireDispute(context, findDispute(context, id)),
} satisfies Record<string, Task>;
