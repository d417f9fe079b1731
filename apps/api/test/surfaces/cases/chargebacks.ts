import { type Cases, nowhere } from "../case.ts";
import type { World } from "../world.ts";

const chargeback = async ({ disputed }: World) => ({ chargebackId: (await disputed()).chargebackId });
const inquiry = async ({ disputed }: World) => ({
  chargebackId: (await disputed("pm_card_createDisputeInquiry")).chargebackId,
});
const evidence = { productDescription: "Three nights in the loft.", serviceDate: "In May" };
const written =
  (fields: object) =>
  async (world: World): Promise<Readonly<Record<string, unknown>>> => ({ ...(await chargeback(world)), ...fields });

const onlyOperators = [
  { what: "the host", as: "host", input: chargeback, refused: ["not_found"] },
  { what: "the guest", as: "guest", input: chargeback, refused: ["not_found"] },
  { what: "nobody", input: { chargebackId: nowhere }, refused: ["auth.required"] },
] as const;

export const chargebackCases: Cases = {
  "payments.chargebacks": [
    {
      what: "one of them",
      as: "operator",
      input: async ({ disputed }) => {
        await disputed();
        return { status: "needs_response", limit: 1 };
      },
    },
    { what: "none", as: "operator", input: { status: "won" } },
    { what: "no such status", as: "operator", input: { status: "open" }, refused: ["request.invalid", "/status"] },
    { what: "the host", as: "host", input: {}, refused: ["permission.denied"] },
    { what: "nobody", input: {}, refused: ["auth.required"] },
  ],
  "payments.chargeback": [
    { what: "a chargeback", as: "operator", input: chargeback },
    { what: "an inquiry", as: "operator", input: inquiry },
    { what: "nothing", as: "operator", input: { chargebackId: nowhere }, refused: ["not_found"] },
    ...onlyOperators,
  ],
  "payments.submitEvidence": [
    { what: "a draft", as: "operator", input: written({ evidence, submit: false }) },
    { what: "to the bank", as: "operator", input: written({ evidence, submit: true }) },
    {
      what: "to a bank that only asks",
      as: "operator",
      input: async (world) => ({ ...(await inquiry(world)), evidence, submit: true }),
    },
    {
      what: "nothing at all",
      as: "operator",
      input: written({ submit: true }),
      refused: ["request.invalid", "/evidence"],
    },
    {
      what: "a text that is no evidence",
      as: "operator",
      input: written({ evidence: { alibi: "At home" }, submit: false }),
      refused: ["request.invalid", "/evidence/alibi"],
    },
    {
      what: "the host",
      as: "host",
      input: written({ evidence, submit: true }),
      refused: ["not_found"],
    },
    { what: "nobody", input: { chargebackId: nowhere, submit: true }, refused: ["auth.required"] },
    {
      what: "no key",
      as: "operator",
      key: false,
      input: written({ evidence, submit: true }),
      refused: ["idempotency.required"],
    },
  ],
  "payments.acceptChargeback": [
    { what: "a chargeback", as: "operator", input: chargeback },
    { what: "an inquiry", as: "operator", input: inquiry, refused: ["chargeback.state"] },
    { what: "no key", as: "operator", key: false, input: chargeback, refused: ["idempotency.required"] },
    ...onlyOperators,
  ],
};
