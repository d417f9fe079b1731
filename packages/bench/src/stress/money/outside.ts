import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { parsed } from "./read-json.ts";

export interface Told {
  readonly status: number;
  readonly body: unknown;
}

/** Everybody but Roost who does something at Stripe: its dashboard, banks, card holders, hosts; and its books. */
export interface Outside {
  readonly url: string;
  /** Stripe's API by the platform's key, or for one of its accounts. A key makes it once. */
  api(method: "GET" | "POST", path: string, options?: ApiOptions): Promise<Told>;
  /** The sandbox's console. */
  console(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Told>;
  /** A button on a page that a person is sent to. */
  press(url: string, form: Readonly<Record<string, string>>): Promise<Told>;
}

export interface ApiOptions {
  readonly form?: Readonly<Record<string, string>>;
  readonly account?: string;
  readonly key?: string;
}

const tries = 20;

export function reachStripe(url: string, secretKey: string): Outside {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  return {
    url,
    async api(method, path, { form, account, key } = {}) {
      const headers = {
        authorization: `Bearer ${secretKey}`,
        ...(account !== undefined && { "stripe-account": account }),
        ...(key !== undefined && { "idempotency-key": key }),
        ...(form && { "content-type": "application/x-www-form-urlencoded" }),
      };
      const body = form && new URLSearchParams(form).toString();
      // Faults are meant for Roost, and strike everybody: the same key is tried until there is an answer.
      for (let tried = 1; ; tried += 1) {
        const told = await send(agent, { method, url: `${url}${path}`, headers, body });
        const isUnsure = told.status === 0 || told.status === 409 || told.status === 429 || told.status >= 500;
        if (!isUnsure || tried === tries) return told;
        await wait(50 * tried);
      }
    },
    console: (method, path, body) =>
      send(agent, {
        method,
        url: `${url}${path}`,
        headers: body ? { "content-type": "application/json" } : {},
        body: body && JSON.stringify(body),
      }),
    press: (page, form) =>
      send(agent, {
        method: "POST",
        url: page,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(form).toString(),
      }),
  };
}

interface Sending {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Status 0 where no whole answer came. */
const send = (agent: Agent, { method, url, headers, body }: Sending): Promise<Told> =>
  new Promise((resolve) => {
    const nothing = () => resolve({ status: 0, body: undefined });
    const length = { "content-length": String(Buffer.byteLength(body ?? "")) };
    const sent = request(url, { method, agent, headers: { ...headers, ...length } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: parsed(text) }));
      answer.on("error", nothing).on("aborted", nothing);
    });
    sent.on("error", nothing);
    sent.end(body);
  });
