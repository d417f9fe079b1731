import { Chargeback, ChargebackIdInput } from "@roost/contract";
import { z } from "zod";
import { type ProviderWork, providerCommand } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import type { DisputeState } from "../dispute-gateway.ts";
import { gatewayPort, type Rejected } from "../gateway.ts";
import { finishAtProvider, lockChargeback, wrongState } from "./chargeback-work.ts";
import { mayHandle } from "./get-chargeback.ts";

const AcceptIntent = z.object({ chargebackId: z.uuid(), reference: z.uuid(), disputeRef: z.string() });

export const acceptWork: ProviderWork<typeof AcceptIntent, DisputeState | Rejected> = {
  name: "payments.acceptChargeback",
  intent: AcceptIntent,
  call: ({ house, key }, { disputeRef }) => gatewayPort.from({ house }).acceptDispute(disputeRef, key),
  finish: finishAtProvider,
};

export const acceptChargeback = providerCommand({
  name: "payments.acceptChargeback",
  summary: "Give a chargeback up: the bank keeps the money, for good.",
  input: ChargebackIdInput,
  output: Chargeback,
  load: (scope, { chargebackId }) => lockChargeback(scope, chargebackId),
  may: mayHandle,
  async begin(_scope, _input, row) {
    assertFound(row);
    if (row.status === "inquiry") {
      throw wrongState(row, "An inquiry has taken nothing yet: refund the guest, or answer it.");
    }
    if (row.status !== "needs_response") throw wrongState(row, "There is nothing to give up (any more).");
    return { chargebackId: row.id, reference: row.reference, disputeRef: row.provider_ref };
  },
  work: acceptWork,
});
