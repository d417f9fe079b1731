import type { Route } from "../../platform/route.ts";
import type { Operation } from "./openapi.ts";
import { isPublicRead } from "./routes.ts";

/** The headers that spare a caller an answer that he has, and a change to what somebody else has changed. */
export function describeTags(operation: Operation, route: Route, isPublic: (action: string) => boolean): void {
  const isKept = isPublicRead(route, isPublic);
  if (!isKept && !route.ifMatch) return;
  const { [route.status]: answer, ...refusals } = operation.responses ?? {};
  const tagged = { ...Object(answer), headers: { ...Object(Reflect.get(Object(answer), "headers")), ETag: etag } };
  operation.responses = { [route.status]: tagged, ...(isKept && { 304: unchanged }), ...refusals };
  operation.parameters = [...(operation.parameters ?? []), isKept ? ifNoneMatch : ifMatch];
}

const etag = { description: "Of exactly this answer to this caller.", schema: { type: "string" } } as const;
const unchanged = { description: "The caller has this answer already.", headers: { ETag: etag } } as const;

const ifNoneMatch = {
  name: "If-None-Match",
  in: "header",
  description: "The ETag of an answer that is still at hand: where it would be the same, 304 without a body.",
  schema: { type: "string" },
} as const;

const ifMatch = {
  name: "If-Match",
  in: "header",
  description: "The version that the change is meant for, in quotes, or the ETag of an answer. Another one is 412.",
  schema: { type: "string" },
  example: '"3"',
} as const;
