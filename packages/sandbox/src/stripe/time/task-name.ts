/** What can be planned for later, and of which object the id is that goes with it. */
export type TaskName =
  /** A payment intent that waits for its capture. */
  | "authorization.expire"
  /** A captured charge. */
  | "dispute.open"
  /** A dispute. */
  | "dispute.escalate"
  | "dispute.expire"
  | "dispute.lose"
  | "dispute.win"
  /** A payout. */
  | "payout.send"
  | "payout.settle"
  /** A refund. */
  | "refund.fail"
  | "refund.succeed";
