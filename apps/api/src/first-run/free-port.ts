import { createServer } from "node:net";

/** A port that is free now: the one asked for, else the next free one above it; any for 0. */
export async function freePort(wanted: number, host: string): Promise<number> {
  for (let port = wanted; port <= 65_535; port += 1) {
    const found = await tryPort(port, host);
    if (found !== undefined) return found;
  }
  throw new Error(`no port from ${wanted} on is free`);
}

/** The port, if it is free (for 0: any that is). */
export const tryPort = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen(port, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : port));
    });
  });
