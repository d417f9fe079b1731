import { createServer, type Server } from "node:net";

/** A port that nobody else can take until it is released, which is done right before it is used. */
export interface ReservedPort {
  readonly port: number;
  release(): Promise<void>;
}

/** The port asked for, else the next free one above it; any for 0. */
export async function reservePort(wanted: number, host: string): Promise<ReservedPort> {
  for (let port = wanted; port <= 65_535; port += 1) {
    const found = await tryPort(port, host);
    if (found !== undefined) return found;
  }
  throw new Error(`no port from ${wanted} on is free`);
}

/** A port that is free now, for somebody who binds it himself. */
export async function freePort(wanted: number, host: string): Promise<number> {
  const reserved = await reservePort(wanted, host);
  await reserved.release();
  return reserved.port;
}

/** The port, if it is free (for 0: any that is). */
export const tryPort = (port: number, host: string): Promise<ReservedPort | undefined> =>
  new Promise((resolve) => {
    // Whoever asks while we start is turned away: a connection that stays open would keep the port from being released.
    const server = createServer((socket) => socket.destroy());
    server.once("error", () => resolve(undefined));
    server.listen(port, host, () => resolve({ port: portOf(server, port), release: () => close(server) }));
  });

function portOf(server: Server, wanted: number): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : wanted;
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
