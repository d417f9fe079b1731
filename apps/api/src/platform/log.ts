import { type DestinationStream, type Logger, pino } from "pino";

export type Log = Logger;

export interface LogOptions {
  readonly level: string;
  readonly destination?: DestinationStream;
}

/** JSON lines. What is logged is named field by field where it is logged: never a body, a header or an input. */
export function createLog({ level, destination }: LogOptions): Log {
  const options = { level, base: null, serializers: { err: describeError } };
  return pino(options, destination ?? pino.destination(inBatches));
}

// To stderr. A write costs more than the line: a crash may lose a quarter of a second of lines, never of data.
const inBatches = { dest: 2, sync: false, minLength: 4096, periodicFlush: 250 } as const;

/** An error's allow-listed facts. Database errors quote rows in `detail` and parameters: those stay out. */
function describeError(error: unknown): object {
  if (typeof error !== "object" || error === null) return { type: typeof error };
  if (!(error instanceof Error)) {
    // Some libraries throw plain objects in an error's shape.
    const message = "message" in error && typeof error.message === "string" ? error.message : undefined;
    return { type: error.constructor?.name ?? "object", message: message?.slice(0, 500) };
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return { type: error.name, code, message: error.message.slice(0, 500), stack: error.stack?.slice(0, 4000), cause };
}
