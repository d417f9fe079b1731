import { type Operation, ok } from "../context.ts";

/** All that is booked counts as available, so that nothing is ever pending. */
export const balanceOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/v1/balance",
    forAccounts: true,
    accepts: [],
    run: (call) => {
      const { store } = call.world;
      const balances = store.balances();
      const amounts = (amountOf: (amount: number) => number) =>
        balances.map(({ amount, currency }) => ({
          amount: amountOf(amount),
          currency,
          source_types: { card: amountOf(amount) },
        }));
      return ok({
        object: "balance",
        available: amounts((amount) => amount),
        livemode: false,
        pending: amounts(() => 0),
      });
    },
  },
];
