import { once } from "node:events";
import type { Duplex } from "node:stream";
import type pg from "pg";

/** Lines of COPY's text format, without their ends. */
export type Lines = Iterable<string>;

const chunkSize = 256 * 1024;

/**
 * Writes lines into a table by COPY, as fast as Postgres takes them. `into` is what stands between COPY and FROM. Throws
 * what Postgres says; nothing of the lines is kept then.
 */
export async function copyRows(client: pg.Client, into: string, lines: Lines): Promise<void> {
  const copy = new Copy(`copy ${into} from stdin`);
  client.query(copy);
  const stream = await copy.begun;
  let sent: Promise<void> | undefined;
  try {
    await Promise.race([(sent = send(stream, lines)), copy.ended]);
    await sent;
    stream.write(copyDone);
  } catch (error) {
    // Where Postgres ended it, there is nothing to fail any more.
    if (!copy.isOver) stream.write(failure("the rows could not be made"));
    await copy.ended.catch(() => undefined);
    throw error;
  }
  await copy.ended;
}

/** The part of the protocol that `pg` leaves to its caller, as a query that it runs. */
class Copy {
  readonly text: string;
  isOver = false;
  readonly begun: Promise<Duplex>;
  readonly ended: Promise<void>;
  #begin: (stream: Duplex) => void = () => undefined;
  #end: () => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;
  #error: Error | undefined;

  constructor(text: string) {
    this.text = text;
    this.ended = new Promise((resolve, reject) => {
      this.#end = resolve;
      this.#fail = reject;
    });
    this.begun = new Promise((resolve, reject) => {
      this.#begin = resolve;
      this.ended.catch(reject);
    });
  }

  submit(connection: pg.Connection): void {
    connection.query(this.text);
  }

  handleCopyInResponse({ stream }: pg.Connection): void {
    this.#begin(stream);
  }

  handleCommandComplete(): void {
    this.isOver = true;
  }

  handleError(error: Error): void {
    this.isOver = true;
    this.#error = error;
    this.#fail(error);
  }

  handleReadyForQuery(): void {
    if (this.#error === undefined) this.#end();
  }
}

async function send(stream: Duplex, lines: Lines): Promise<void> {
  let chunk: string[] = [];
  let size = 0;
  for (const line of lines) {
    chunk.push(line);
    size += line.length + 1;
    if (size < chunkSize) continue;
    if (!stream.write(framed(`${chunk.join("\n")}\n`))) await once(stream, "drain");
    chunk = [];
    size = 0;
  }
  if (chunk.length > 0) stream.write(framed(`${chunk.join("\n")}\n`));
}

const copyDone = Buffer.from([0x63, 0, 0, 0, 4]);

const framed = (text: string) => message(0x64, Buffer.from(text));
const failure = (reason: string) => message(0x66, Buffer.from(`${reason}\0`));

function message(kind: number, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
