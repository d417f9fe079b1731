const head = (line: string) => `${line} HTTP/1.1\r\nhost: 127.0.0.1\r\n`;

/** A GET as it goes over the wire. */
export const getText = (path: string): string => `${head(`GET ${path}`)}\r\n`;

export interface Post {
  readonly path: string;
  readonly token: string;
  readonly key: string;
  readonly body: object;
}

/** A POST of JSON with a session and an idempotency key, as it goes over the wire. */
export function postText({ path, token, key, body }: Post): string {
  const text = JSON.stringify(body);
  const headers = `content-type: application/json\r\nauthorization: Bearer ${token}\r\nidempotency-key: ${key}\r\n`;
  return `${head(`POST ${path}`)}${headers}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}
