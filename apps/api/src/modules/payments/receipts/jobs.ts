import { Id } from "@roost/contract";
import { z } from "zod";
import type { Engine } from "../../../platform/engine.ts";
import { newId } from "../../../platform/ids.ts";
import type { Queue } from "../../../platform/jobs.ts";
import { issueInvoice } from "./issue-invoice.ts";

/** Fed by `payment.captured` and `payment.refunded`. */
export const issueInvoiceQueue = "payments.issue-invoice";

const Caused = z.object({ data: z.object({ paymentId: Id, refundId: Id.optional() }) });

/**
 * Numbers what was paid or given back. By a job, since the counter is one row: whoever takes money must not wait for
 * everybody else who does.
 */
export const invoiceQueue = (engine: Engine): Queue => ({
  name: issueInvoiceQueue,
  async handle(job) {
    const { paymentId, refundId } = Caused.parse(job).data;
    const input = refundId === undefined ? { of: "payment", id: paymentId } : { of: "refund", id: refundId };
    await engine.execute(issueInvoice, { actor: { kind: "system" }, requestId: newId() }, input);
  },
});
