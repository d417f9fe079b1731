export interface HttpRequest {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, by POST; without one it is a GET. */
  readonly body?: object;
}

/** A booking's credentials: a session and an idempotency key. */
export const keyed = (token: string, key: string) => ({ authorization: `Bearer ${token}`, "idempotency-key": key });

/** A request as it goes over the wire. */
export function httpText({ path, headers = {}, body }: HttpRequest): string {
  const fields = Object.entries({ host: "127.0.0.1", ...headers });
  if (body === undefined) return `${head(`GET ${path}`, fields)}\r\n`;
  const text = JSON.stringify(body);
  fields.push(["content-type", "application/json"], ["content-length", String(Buffer.byteLength(text))]);
  return `${head(`POST ${path}`, fields)}\r\n${text}`;
}

const head = (line: string, fields: readonly (readonly [string, string])[]) =>
  `${line} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}`;
