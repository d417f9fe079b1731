import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import { AppError } from "../../platform/errors.ts";
import { problemOf } from "../render-error.ts";

/** Answers what is no HTTP (or heads that are too long) with a problem, too; there is no request to go through Fastify. */
export const refuseUnreadable =
  (origin: string, headers: Readonly<Record<string, string>>) => (error: Error, socket: Socket) => {
    const isGone = "code" in error && error.code === "ECONNRESET";
    if (isGone || !socket.writable) return void socket.destroy();
    const requestId = randomUUID();
    const refusal = new AppError("request.invalid", { detail: "This is not an HTTP request that can be read." });
    const body = JSON.stringify(problemOf(refusal, { origin, requestId }));
    const head = [
      "HTTP/1.1 400 Bad Request",
      "connection: close",
      "content-type: application/problem+json",
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${requestId}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  };
