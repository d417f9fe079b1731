import { isErrorCode, type Problem } from "@roost/contract";
import type { RouteLine } from "../src/platform/route.ts";

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it came, byte for byte. */
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

export interface SendOptions {
  readonly token?: string | undefined;
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One REST call, as curl would make it: `send(app.rest, "POST /bookings", { token, key, body })`. */
export async function send(base: string, line: RouteLine, options: SendOptions = {}): Promise<Answered> {
  const [method = "", path = ""] = line.split(" ");
  const { token, key, body } = options;
  const response = await fetch(base + path, {
    method,
    headers: {
      accept: "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { "idempotency-key": key }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return answered(response);
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
}

/** The problem that a refused call answers; undefined where the body is none. */
export function problemIn({ json }: Pick<Answered, "json">): Problem | undefined {
  return isProblem(json) ? json : undefined;
}

/** The code of a refused call, or its status where it was not refused. */
export const codeOf = (answer: Answered): string => problemIn(answer)?.code ?? String(answer.status);

function isProblem(value: unknown): value is Problem {
  if (typeof value !== "object" || value === null) return false;
  const is = (key: string, type: string) => typeof Reflect.get(value, key) === type;
  const texts = ["type", "title", "detail", "instance"].every((key) => is(key, "string"));
  return texts && is("status", "number") && isErrorCode(Reflect.get(value, "code"));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
