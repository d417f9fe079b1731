import { Chargeback, ChargebackIdInput } from "@roost/contract";
import { type Actor, query, type Verdict } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { isAdmin } from "../../../platform/policies.ts";
import { type ChargebackRow, findChargeback, toChargeback } from "./chargeback-row.ts";

export const getChargeback = query({
  name: "payments.chargeback",
  summary: "A chargeback with its evidence, for operators.",
  input: ChargebackIdInput,
  output: Chargeback,
  load: ({ sql }, { chargebackId }) => findChargeback(sql, chargebackId),
  may: mayHandle,
  async run(_scope, _input, row) {
    assertFound(row);
    return toChargeback(row);
  },
});

/** Operators; to everybody else there is no such chargeback. */
export function mayHandle(actor: Actor | null, row: ChargebackRow | undefined): Verdict {
  if (actor === null) return "sign-in";
  return row && isAdmin(actor) ? true : "hidden";
}
