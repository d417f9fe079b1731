import { type Cases, nowhere } from "../case.ts";
import type { World } from "../world.ts";

const reason = "The guest says that the home was not there.";

async function payoutId(world: World): Promise<string> {
  const { id } = await world.paid();
  const found = await world.app.app.sql.one<{ id: string }>(
    "test_payout",
    "select id from payout where reference = $1",
    [id],
  );
  return found?.id ?? "";
}

const toHold = async (world: World) => ({ payoutId: await payoutId(world), reason });

async function held(world: World) {
  const { app, tokenOf } = world;
  const input = await toHold(world);
  await app.client(await tokenOf("operator")).admin.payoutHold.mutate(input);
  return { payoutId: input.payoutId };
}

async function cancelled(world: World) {
  const id = await payoutId(world);
  await world.run("update payout set status = 'cancelled' where id = $1", id);
  return { payoutId: id, reason };
}

export const payoutCases: Cases = {
  "payments.payoutAccount": [
    { what: "of a host", as: "host", input: {} },
    { what: "of a guest", as: "guest", input: {}, refused: ["user.not_host"] },
    { what: "of an operator", as: "operator", input: {}, refused: ["user.not_host"] },
    { what: "nobody", input: {}, refused: ["auth.required"] },
  ],
  "payments.beginPayoutOnboarding": [
    { what: "a first account", as: "host", input: { country: "NO" } },
    {
      what: "on with it, and back to us",
      as: "host",
      input: ({ app }) => ({ country: "NO", returnUrl: `${app.origin}/hosting?tab=money` }),
    },
    { what: "another country", as: "host", input: { country: "SE" }, refused: ["payout_account.state"] },
    { what: "another country in its place", as: "host", input: { country: "SE", replace: true } },
    {
      what: "a country without accounts",
      as: "host",
      input: { country: "KP", replace: true },
      refused: ["payout_account.country", "/country"],
      leaves: "something once",
    },
    {
      what: "to another site",
      as: "host",
      input: { country: "NO", returnUrl: "https://evil.example/" },
      refused: ["request.invalid", "/returnUrl"],
    },
    { what: "no country", as: "host", input: { country: "no" }, refused: ["request.invalid", "/country"] },
    { what: "a guest", as: "guest", input: { country: "NO" }, refused: ["user.not_host"] },
    { what: "nobody", input: { country: "NO" }, refused: ["auth.required"] },
    { what: "no key", as: "host", key: false, input: { country: "NO" }, refused: ["idempotency.required"] },
  ],
  "payments.payouts": [
    {
      what: "of a host, the newest",
      as: "host",
      input: async (world) => ((await payoutId(world)) === "" ? {} : { limit: 1 }),
    },
    { what: "everybody's", as: "operator", input: {} },
    { what: "that are paid", as: "host", input: { status: "paid" } },
    { what: "in no state", as: "host", input: { status: "lost" }, refused: ["request.invalid", "/status"] },
    {
      what: "a page of another list",
      as: "host",
      input: { cursor: "W10.AAAAAAAAAAAAAAAA" },
      refused: ["request.invalid", "/cursor"],
    },
    { what: "of a guest", as: "guest", input: {}, refused: ["user.not_host"] },
    { what: "nobody", input: {}, refused: ["auth.required"] },
  ],
  "admin.payoutHold": [
    { what: "a payout", as: "operator", input: toHold },
    { what: "for another reason", as: "operator", input: async (world) => ({ ...(await held(world)), reason }) },
    { what: "one that will never go", as: "operator", input: cancelled, refused: ["payout.state"] },
    { what: "none", as: "operator", input: { payoutId: nowhere, reason }, refused: ["not_found"] },
    { what: "its host", as: "host", input: toHold, refused: ["permission.denied"] },
    { what: "its guest", as: "guest", input: toHold, refused: ["not_found"] },
    { what: "nobody", input: toHold, refused: ["auth.required"] },
    { what: "no key", as: "operator", key: false, input: toHold, refused: ["idempotency.required"] },
  ],
  "admin.payoutRelease": [
    { what: "a payout that is held", as: "operator", input: held },
    {
      what: "one that is not",
      as: "operator",
      input: async (world) => ({ payoutId: await payoutId(world) }),
      refused: ["payout.state"],
    },
    { what: "none", as: "operator", input: { payoutId: nowhere }, refused: ["not_found"] },
    { what: "its host", as: "host", input: held, refused: ["permission.denied"] },
    { what: "a stranger", as: "stranger", input: held, refused: ["not_found"] },
    { what: "nobody", input: held, refused: ["auth.required"] },
    { what: "no key", as: "operator", key: false, input: held, refused: ["idempotency.required"] },
  ],
};
