import { createServer } from "node:http";

export interface StubPayment {
  readonly intent: string;
  readonly paymentId: string;
  readonly amount: number;
}

export interface ProviderStub {
  readonly url: string;
  /** What it answers from now on. */
  know(payments: readonly StubPayment[]): void;
  close(): Promise<void>;
}

/** A provider that knows payments that were captured, and costs next to nothing: both sides ask it alike. */
export async function startProviderStub(): Promise<ProviderStub> {
  const answers = new Map<string, string>();
  const server = createServer((request, response) => {
    const [, intent = ""] = /^\/v1\/payment_intents\/([^?]+)/.exec(request.url ?? "") ?? [];
    const answer = answers.get(intent);
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json", "request-id": "req_1" });
    response.end(answer ?? '{"error":{"type":"invalid_request_error","message":"No such payment_intent"}}');
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    know(payments) {
      for (const payment of payments) answers.set(payment.intent, JSON.stringify(capturedIntent(payment)));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const capturedIntent = ({ intent, paymentId, amount }: StubPayment) => ({
  id: intent,
  object: "payment_intent",
  amount,
  amount_received: amount,
  client_secret: `${intent}_secret_x`,
  currency: "nok",
  last_payment_error: null,
  latest_charge: {
    id: `ch_${intent}`,
    object: "charge",
    amount,
    balance_transaction: {
      id: `txn_${intent}`,
      object: "balance_transaction",
      amount,
      currency: "nok",
      fee: 2000,
      net: amount - 2000,
      source: `ch_${intent}`,
      type: "charge",
    },
    currency: "nok",
    payment_intent: intent,
    payment_method_details: { card: { brand: "visa" }, type: "card" },
  },
  metadata: { payment_id: paymentId },
  next_action: null,
  status: "succeeded",
});
