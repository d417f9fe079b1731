import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A wire that can be cut: TCP to another port of this machine, through an address that stays the same. */
export interface Gate {
  readonly port: number;
  readonly url: string;
  /** Where it leads. */
  to(port: number): void;
  /** Lets everything through, also what was held. */
  open(): void;
  /** Cuts every connection, and every new one. */
  shut(): void;
  /** Takes bytes in one direction and keeps them: requests never arrive, or answers never come back. */
  hold(what: "requests" | "answers"): void;
  close(): Promise<void>;
}

type Mode = "open" | "shut" | "requests" | "answers";

export async function openGate(): Promise<Gate> {
  let target = 0;
  let mode: Mode = "open";
  const pairs = new Set<readonly [near: Socket, far: Socket]>();
  const server = createServer((near) => {
    near.on("error", () => near.destroy());
    if (mode === "shut") return void near.destroy();
    const far = connect(target, "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    far.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    far.on("close", () => {
      near.destroy();
      pairs.delete(pair);
    });
    near.on("data", (bytes) => far.write(bytes));
    far.on("data", (bytes) => near.write(bytes));
    apply(pair);
  });
  const apply = ([near, far]: readonly [Socket, Socket]) => {
    if (mode === "shut") return void near.destroy();
    if (mode === "requests") near.pause();
    else near.resume();
    if (mode === "answers") far.pause();
    else far.resume();
  };
  const change = (next: Mode) => {
    mode = next;
    for (const pair of pairs) apply(pair);
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    to: (next) => void (target = next),
    open: () => change("open"),
    shut: () => change("shut"),
    hold: change,
    async close() {
      change("shut");
      server.close();
      await once(server, "close");
    },
  };
}
