import { RoostError } from "./errors.ts";
import { isRecord, problemError, problemFrom } from "./problem.ts";

/** An HTTP answer that tRPC can read; the error translator finds its headers here. */
export class Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly #body: unknown;

  constructor(response: Response, body: unknown) {
    this.ok = response.ok;
    this.status = response.status;
    this.requestId = response.headers.get("x-request-id") ?? undefined;
    this.retryAfterMs = retryAfterMs(response.headers.get("retry-after"), Date.now());
    this.#body = body;
  }

  json(): Promise<unknown> {
    return Promise.resolve(this.#body);
  }
}

/** Sends a request and answers only with what tRPC understands; everything else is a {@link RoostError}. */
export async function fetchAnswer(fetch: () => Promise<Response>): Promise<Answer> {
  const { response, text } = await readWhole(fetch);
  const body = parseJson(text);
  const answer = new Answer(response, body);
  if (isTrpcAnswer(body)) return answer;
  const problem = problemFrom(body);
  if (problem) throw problemError(problem, answer);
  if (body === undefined && isJson(response)) throw unreachable(new SyntaxError("The answer is cut off."), answer);
  throw new RoostError("client.response", {
    message: `The answer (HTTP ${response.status}) does not come from the API.`,
    ...headOf(answer),
  });
}

/** The facts of an answer that an error carries. */
export const headOf = ({ status, requestId, retryAfterMs }: Answer) => ({ status, requestId, retryAfterMs });

async function readWhole(fetch: () => Promise<Response>): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch();
    return { response, text: await response.text() };
  } catch (cause) {
    throw unreachable(cause);
  }
}

const unreachable = (cause: unknown, answer?: Answer): RoostError =>
  new RoostError("client.network", {
    message: "The API could not be reached, or its answer broke off.",
    cause,
    ...(answer && headOf(answer)),
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isJson = (response: Response): boolean => response.headers.get("content-type")?.includes("json") ?? false;

const isTrpcAnswer = (body: unknown): boolean => (Array.isArray(body) ? body.every(isTrpcItem) : isTrpcItem(body));

const isTrpcItem = (item: unknown): boolean =>
  isRecord(item) && (isRecord(item.result) || (isRecord(item.error) && typeof item.error.code === "number"));

/** Retry-After is a number of seconds or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
