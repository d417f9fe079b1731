import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type Certificate, certificateFor } from "./certificate.ts";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface HttpsServer {
  readonly port: number;
  /** What whoever calls it must trust. */
  readonly ca: string;
  /** `METHOD path` of each request that came. */
  readonly asked: readonly string[];
  /** What it answers from now on. */
  answer(with_: Answer): void;
  close(): Promise<void>;
}

/** A real https server on loopback, for what Roost calls out there. */
export async function startHttpsServer(
  hosts: readonly string[],
  certificate: Certificate = certificateFor(hosts),
): Promise<HttpsServer> {
  let current: Answer = (_request, response) => void response.writeHead(404).end();
  const asked: string[] = [];
  const server = createServer({ ...certificate }, (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    current(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: portOf(server.address()),
    ca: certificate.cert,
    asked,
    answer(with_) {
      current = with_;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === "object" && address !== null ? address.port : 0;
