import { type Cases, nowhere } from "../case.ts";

const password = "a password of some length";
const names = { firstName: "Eve", lastName: "Hall" };

export const authCases: Cases = {
  "auth.signUp": [
    { what: "somebody new", input: { email: "Eve@Example.com", password, ...names } },
    { what: "a known address", input: ({ guest }) => ({ email: guest.email, password, ...names }) },
    {
      what: "a password that everybody has",
      input: { email: "eve@example.com", password: "password123", ...names },
      refused: ["request.invalid", "/password"],
    },
  ],
  "auth.verifyEmail": [
    { what: "the mail's token", input: async (world) => ({ token: await world.verification() }) },
    { what: "another token", input: { token: "x".repeat(43) }, refused: ["auth.token_invalid"] },
  ],
  "auth.signIn": [
    {
      what: "the right password",
      input: async ({ account }) => {
        await account("right@example.com", password);
        return { email: "right@example.com", password };
      },
    },
    {
      what: "a wrong password",
      input: ({ guest }) => ({ email: guest.email, password: "wrong" }),
      refused: ["auth.invalid_credentials"],
    },
    {
      what: "an address that is not confirmed",
      input: async ({ account, run }) => {
        const id = await account("new@example.com", password);
        await run("update app_user set email_verified_at = null where id = $1", id);
        return { email: "new@example.com", password };
      },
      refused: ["auth.email_unverified"],
    },
  ],
  "auth.signOut": [
    { what: "a session", as: "guest", input: {} },
    { what: "nobody", input: {}, refused: ["auth.required"] },
    { what: "a session that has ended", as: "signed out", input: {}, refused: ["auth.session_invalid"] },
  ],
  "users.me": [
    { what: "a guest", as: "guest", input: {} },
    { what: "a host", as: "host", input: {} },
    { what: "nobody", input: {}, refused: ["auth.required"] },
    { what: "a session that has ended", as: "signed out", input: {}, refused: ["auth.session_invalid"] },
  ],
  "users.get": [
    { what: "a host", input: ({ host }) => ({ userId: host.userId }) },
    { what: "oneself", as: "guest", input: ({ guest }) => ({ userId: guest.userId }) },
    { what: "nobody", input: { userId: nowhere }, refused: ["not_found"] },
    {
      what: "somebody whose account is closed",
      as: "host",
      input: async ({ account, run }) => {
        const userId = await account("closed@example.com", password);
        await run("update app_user set status = 'suspended' where id = $1", userId);
        return { userId };
      },
      refused: ["not_found"],
    },
  ],
  "users.becomeHost": [
    { what: "a guest", as: "newcomer", input: {} },
    { what: "nobody", input: {}, refused: ["auth.required"] },
  ],
};
