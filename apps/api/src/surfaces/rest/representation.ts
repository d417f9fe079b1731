import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../platform/errors.ts";
import { type MediaType, mediaTypes, type Route } from "../../platform/route.ts";
import { etagOf, isKnown, keepPrivately } from "./etag.ts";

export type Render = (output: unknown) => string;

/** One form of an answer: what JSON is replaced by. */
export interface Representation {
  readonly type: MediaType;
  readonly render: Render;
  /** It comes where nothing else is asked for. */
  readonly isUsual?: boolean;
}

/** `csv` for `text/csv`: what `?format=` takes. */
export const formatOf = (type: MediaType): string => type.slice(type.indexOf("/") + 1);

/** The forms that a route has besides JSON. */
export function formsOf(route: Route): readonly Representation[] {
  const forms = mediaTypes.flatMap((type) => {
    const render: ((output: never) => string) | undefined = route.also[type];
    if (!render) return [];
    // The route was made together with its action, so its answer is what `render` takes.
    const isUsual = route.usual === type;
    return [{ type, isUsual, render: (output: unknown): string => Reflect.apply(render, undefined, [output]) }];
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

/** RFC 9110: the type with the highest weight; where weights are equal, or none is ours, JSON or what is usual. */
function preferred(forms: readonly Representation[], accept: string | undefined): Representation | undefined {
  const usual = forms.find(({ isUsual }) => isUsual === true);
  if (accept === undefined) return usual;
  const ranges = accept.toLowerCase().split(",").map(rangeOf);
  let best = usual;
  let weight = weightOf(ranges, usual?.type ?? "application/json");
  for (const form of [undefined, ...forms]) {
    const own = weightOf(ranges, form?.type ?? "application/json");
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

/** Sends an answer in another form than JSON; what is `kept` has a tag, and is not sent twice. */
export function sendForm(
  reply: FastifyReply,
  { type, render }: Representation,
  { output, isKept = false }: { readonly output: unknown; readonly isKept?: boolean },
): FastifyReply {
  if (type === "text/html")
    reply.header("content-security-policy", pagePolicy).header("referrer-policy", "no-referrer");
  const body = render(output);
  reply.type(`${type}; charset=utf-8`).header("cache-control", "private, no-store");
  if (isKept) {
    const etag = etagOf(undefined, body);
    keepPrivately(reply.header("etag", etag));
    if (isKnown(reply.request, etag)) return reply.code(304).send();
  }
  return reply.send(body);
}

// A page of ours is text, and styles that stand in it: no script, nothing from elsewhere.
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
