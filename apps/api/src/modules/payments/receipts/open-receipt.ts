import { opaque, Receipt } from "@roost/contract";
import { z } from "zod";
import { query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { envPort } from "../../../platform/settings.ts";
import { findPayment } from "../store.ts";
import { readReceipt } from "./read-receipt.ts";
import { readReceiptToken } from "./receipt-link.ts";

/** What the page behind a mail's link shows: the token stands for the guest. */
export const openReceipt = query({
  name: "payments.openReceipt",
  summary: "The receipt that a link was made for.",
  input: z.strictObject({ token: opaque(200) }),
  output: Receipt,
  may: onlySystem,
  async run(scope, { token }) {
    const paymentId = readReceiptToken(envPort.from(scope).ROOST_SECRET, token);
    const payment = paymentId === undefined ? undefined : await findPayment(scope.sql, paymentId);
    assertFound(payment);
    return readReceipt(scope, payment, "guest");
  },
});
