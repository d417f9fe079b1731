import { connect } from "node:net";
import { type ReadAnswer, readAnswer } from "./read-answer.ts";

export interface Answer extends ReadAnswer {
  readonly ms: number;
}

export interface Load {
  readonly port: number;
  readonly connections: number;
  /** The next request of a connection as HTTP text; undefined ends the connection. */
  next(connection: number): string | undefined;
  answered(connection: number, answer: Answer): void;
}

/**
 * Drives a server on loopback over keep-alive connections, one request at a time on each, until all have ended. It
 * shares the machine with what it measures, so it writes text and reads no more of an answer than it must.
 */
export async function drive(load: Load): Promise<void> {
  await Promise.all(Array.from({ length: load.connections }, (_, connection) => driveOne(load, connection)));
}

const nothing: Buffer = Buffer.alloc(0);

const driveOne = (load: Load, connection: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port: load.port, host: "127.0.0.1", noDelay: true });
    let sentAt = 0;
    let received: Buffer = nothing;
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    const send = () => {
      const request = load.next(connection);
      if (request === undefined) {
        socket.destroy();
        return resolve();
      }
      sentAt = performance.now();
      socket.write(request);
    };
    const receive = (data: Buffer | string) => {
      const chunk = typeof data === "string" ? Buffer.from(data) : data;
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const answer = readAnswer(received);
      if (!answer) return;
      received = nothing;
      load.answered(connection, { ...answer, ms: performance.now() - sentAt });
      send();
    };
    const safely = (work: () => void) => {
      try {
        work();
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    };
    socket.on("connect", () => safely(send));
    socket.on("data", (chunk) => safely(() => receive(chunk)));
    socket.on("error", fail);
    socket.on("close", () => fail(new Error("the server closed a connection")));
  });
