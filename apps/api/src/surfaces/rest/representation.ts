import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../platform/errors.ts";
import { type MediaType, mediaTypes, type Route } from "../../platform/route.ts";

export type Render = (output: unknown) => string;

/** One form of an answer: what JSON is replaced by. */
export interface Representation {
  readonly type: MediaType;
  readonly render: Render;
}

/** `csv` for `text/csv`: what `?format=` takes. */
export const formatOf = (type: MediaType): string => type.slice(type.indexOf("/") + 1);

/** The forms that a route has besides JSON. */
export function formsOf(route: Route): readonly Representation[] {
  const forms = mediaTypes.flatMap((type) => {
    const render: ((output: never) => string) | undefined = route.also[type];
    if (!render) return [];
    // The route was made together with its action, so its answer is what `render` takes.
    return [{ type, render: (output: unknown): string => Reflect.apply(render, undefined, [output]) }];
  });
  if (forms.length > 0 && "format" in route.action.input.shape) {
    throw new Error(`${route.action.name} has an input "format", which asks for another form of its answer`);
  }
  return forms;
}

/** The form that a request asks for; undefined is JSON. `?format=` is taken out of the query, and goes first. */
export function chooseForm(forms: readonly Representation[], request: FastifyRequest): Representation | undefined {
  if (forms.length === 0) return;
  const query = new Map<string, unknown>(Object.entries(request.query ?? {}));
  const format = query.get("format");
  if (format === undefined) return preferred(forms, request.headers.accept);
  query.delete("format");
  request.query = Object.fromEntries(query);
  if (format === "json") return;
  const form = forms.find(({ type }) => formatOf(type) === format);
  if (form) return form;
  const detail = `Must be one of: json, ${forms.map(({ type }) => formatOf(type)).join(", ")}.`;
  const issue = { pointer: "/format", code: "invalid_value", detail };
  throw new AppError("request.invalid", { issues: [issue], detail: `${issue.pointer}: ${detail}` });
}

/** RFC 9110: the type with the highest weight, JSON where weights are equal. What names none of ours gets JSON. */
function preferred(forms: readonly Representation[], accept: string | undefined): Representation | undefined {
  if (accept === undefined) return;
  const ranges = accept.toLowerCase().split(",").map(rangeOf);
  let best: Representation | undefined;
  let weight = weightOf(ranges, "application/json");
  for (const form of forms) {
    const own = weightOf(ranges, form.type);
    if (own > weight) [best, weight] = [form, own];
  }
  return best;
}

interface Range {
  readonly range: string;
  readonly q: number;
}

function rangeOf(text: string): Range {
  const [range = "", ...parameters] = text.split(";").map((part) => part.trim());
  const q = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
  return { range, q: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(q) ? Number(q) : 0 };
}

/** By the most specific range that takes the type in. */
function weightOf(ranges: readonly Range[], type: string): number {
  const wanted = [type, `${type.slice(0, type.indexOf("/"))}/*`, "*/*"];
  for (const one of wanted) {
    const found = ranges.find(({ range }) => range === one);
    if (found) return found.q;
  }
  return 0;
}

/** Sends an answer in another form than JSON. */
export function sendForm(reply: FastifyReply, { type, render }: Representation, output: unknown): FastifyReply {
  if (type === "text/html")
    reply.header("content-security-policy", pagePolicy).header("referrer-policy", "no-referrer");
  return reply.type(`${type}; charset=utf-8`).header("cache-control", "private, no-store").send(render(output));
}

// A page of ours is text, and styles that stand in it: no script, nothing from elsewhere.
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
