import type { ServerResponse } from "node:http";

/** Breaks the connection without an answer, after `holdMs` or when the client has given up. */
export function loseAnswer(outgoing: ServerResponse, holdMs: number): Promise<void> {
  return new Promise((resolve) => {
    const lose = (): void => {
      clearTimeout(timer);
      outgoing.off("close", lose);
      if (outgoing.socket) outgoing.socket.resetAndDestroy();
      else outgoing.destroy();
      resolve();
    };
    const timer = setTimeout(lose, holdMs);
    outgoing.once("close", lose);
  });
}
