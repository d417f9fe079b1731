export interface ReadAnswer {
  readonly status: number;
  body(): string;
}

/** The answer, once it is whole, to the only request under way on a connection. */
export function readAnswer(received: Buffer): ReadAnswer | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = received.toString("latin1", 0, end);
  const status = Number(head.slice(9, 12));
  const start = end + 4;
  if (status === 204 || status === 304) return { status, body: () => "" };
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
  if (length !== undefined) {
    const until = start + Number(length);
    return received.length < until ? undefined : { status, body: () => received.toString("utf8", start, until) };
  }
  if (!/\r\ntransfer-encoding: chunked/i.test(head)) throw new Error(`nothing says how long this answer is:\n${head}`);
  const isWhole = received.subarray(-lastChunk.length).equals(lastChunk);
  return isWhole ? { status, body: () => unchunked(received.subarray(start)) } : undefined;
}

const lastChunk = Buffer.from("0\r\n\r\n");

function unchunked(chunks: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = chunks.indexOf("\r\n", at);
    const size = Number.parseInt(chunks.toString("latin1", at, line), 16);
    if (line < 0 || !(size > 0)) return Buffer.concat(parts).toString("utf8");
    parts.push(chunks.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
