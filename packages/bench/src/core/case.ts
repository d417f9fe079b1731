import type { Server } from "../servers.ts";

export type Pair = readonly [roost: Server, bare: Server];

/** Something that both servers do with the same rows. */
export interface Case {
  readonly name: string;
  /** What one request is. */
  readonly title: string;
  /** The status of every answer. */
  readonly status: number;
  /** Shows on some requests that both servers give the same answer; throws where they do not. */
  compare(pair: Pair): Promise<void>;
  /** Before each sample. */
  refill?(): Promise<void>;
  /** The next request of a connection to a server; undefined when there is no more to ask for. */
  next(connection: number, server: Server["name"]): string | undefined;
}
