import { connect, createServer, type Socket } from "node:net";

export interface CutProxyOptions {
  /** Where connections lead; undefined turns them away. */
  target(): number | undefined;
  /** A request, or a part of one, is about to go on. */
  onRequest(): void;
  /** An answer, or a part of one, is about to go on; false keeps it back, and all that follows. */
  onAnswer(): boolean;
}

export interface CutProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** Stands on a connection between two processes, so that one of them can be killed at a chosen byte. */
export async function startCutProxy(options: CutProxyOptions): Promise<CutProxy> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const port = options.target();
    if (port === undefined) return void near.destroy();
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    near.setNoDelay(true);
    let isCut = false;
    near.on("data", (bytes) => {
      options.onRequest();
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      isCut ||= !options.onAnswer();
      if (!isCut) near.write(bytes);
    });
    // What was sent before the near side died still arrives; what the far side left unsaid stays unsaid.
    near.on("close", () => far.end());
    far.on("close", () => near.end());
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      socket.on("error", () => socket.destroy());
    }
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
