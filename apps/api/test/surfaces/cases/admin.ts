import type { Cases } from "../case.ts";

const from = "2026-01-01T00:00:00.000Z";

export const adminCases: Cases = {
  "admin.ledgerJournal": [
    {
      what: "of a booking",
      as: "operator",
      input: async ({ paid }) => ({ reference: (await paid()).id, account: "guest_held", limit: 1, from }),
    },
    { what: "nothing", as: "operator", input: { account: "suspense", to: from } },
    { what: "no account", as: "operator", input: { account: "gold" }, refused: ["request.invalid", "/account"] },
    {
      what: "a page of another list",
      as: "operator",
      input: { cursor: "W10.AAAAAAAAAAAAAAAA" },
      refused: ["request.invalid", "/cursor"],
    },
    { what: "a host", as: "host", input: {}, refused: ["permission.denied"] },
    { what: "nobody", input: {}, refused: ["auth.required"] },
  ],
  "admin.ledgerBalances": [
    { what: "before everything", as: "operator", input: { at: from } },
    { what: "now", as: "operator", input: {} },
    { what: "of a host", as: "operator", input: ({ host }) => ({ holderId: host.userId }) },
    { what: "a host", as: "host", input: {}, refused: ["permission.denied"] },
    { what: "nobody", input: {}, refused: ["auth.required"] },
  ],
  "admin.reconciliations": [
    { what: "none yet", as: "operator", input: { limit: 3 } },
    { what: "a host", as: "host", input: {}, refused: ["permission.denied"] },
    { what: "nobody", input: {}, refused: ["auth.required"] },
  ],
  "admin.webhookEvents": [
    { what: "none was given up", as: "operator", input: { state: "gave_up" } },
    { what: "no state", as: "operator", input: { state: "lost" }, refused: ["request.invalid", "/state"] },
    { what: "a host", as: "host", input: {}, refused: ["permission.denied"] },
    { what: "nobody", input: {}, refused: ["auth.required"] },
  ],
};
