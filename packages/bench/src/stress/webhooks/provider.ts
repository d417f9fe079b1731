import { Agent, request } from "node:http";

/** Stripe as the cardholder, the bank and an operator of its dashboard use it: over its API and its pages. */
export interface Provider {
  /** The cardholder confirms; his bank wants to ask him. */
  confirm(intent: string): Promise<void>;
  /** He agrees: the money is taken. Answers the charge. */
  authenticate(intent: string): Promise<string>;
  /** Somebody gives a part back by hand. Answers the refund. */
  refund(intent: string, amount: number): Promise<string>;
  close(): void;
}

export interface ProviderAddress {
  readonly port: number;
  readonly secretKey: string;
}

export function openProvider({ port, secretKey }: ProviderAddress): Provider {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const send = (path: string, fields?: Readonly<Record<string, string>>): Promise<string> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${secretKey}`, "content-type": "application/x-www-form-urlencoded" };
      const method = fields ? "POST" : "GET";
      const sent = request({ host: "127.0.0.1", port, path, method, agent, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        answer.on("end", () => {
          if ((answer.statusCode ?? 500) < 400) resolve(text);
          else reject(new Error(`Stripe answered ${answer.statusCode} to ${path}: ${text}`));
        });
      });
      sent.on("error", reject);
      sent.end(fields && new URLSearchParams(fields).toString());
    });
  return {
    async confirm(intent) {
      const card = { payment_method: "pm_card_authenticationRequired", return_url: "https://bench.invalid/back" };
      await send(`/v1/payment_intents/${intent}/confirm`, card);
    },
    async authenticate(intent) {
      await send(`/test/authenticate/${intent}`, { outcome: "complete" });
      return idIn(await send(`/v1/payment_intents/${intent}`), "latest_charge");
    },
    refund: async (intent, amount) =>
      idIn(await send("/v1/refunds", { payment_intent: intent, amount: String(amount) }), "id"),
    close: () => agent.destroy(),
  };
}

function idIn(text: string, field: string): string {
  const object: unknown = JSON.parse(text);
  const id: unknown = typeof object === "object" && object !== null ? Reflect.get(object, field) : undefined;
  if (typeof id !== "string") throw new Error(`Stripe answered no ${field}: ${text}`);
  return id;
}
