import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal.ts";

const MOST_BYTES = 1_000_000;

export async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError("A request body comes in buffers");
    bytes += chunk.length;
    if (bytes > MOST_BYTES) {
      throw new Refusal(413, { type: "invalid_request_error", message: "The request body is too large." });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
