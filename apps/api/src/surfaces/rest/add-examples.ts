import type { Route } from "../../platform/route.ts";
import { examples } from "./examples.ts";
import type { Operation } from "./openapi.ts";

/** Puts an action's example where a reader looks for it: at each parameter, at the body, and at the answer. */
export function addExamples(operation: Operation, route: Route): void {
  const example = examples[route.action.name];
  if (!example) return;
  const body = { ...example.input };
  for (const parameter of operation.parameters ?? []) {
    if (!("name" in parameter) || parameter.in === "header" || !(parameter.name in body)) continue;
    parameter.example = body[parameter.name];
    delete body[parameter.name];
  }
  setExample(operation.requestBody, body);
  setExample(operation.responses?.[route.status], example.output);
}

function setExample(place: unknown, example: unknown): void {
  if (example === undefined || typeof place !== "object" || place === null || !("content" in place)) return;
  const json: unknown = Reflect.get(Object(place.content), "application/json");
  if (typeof json === "object" && json !== null) Object.assign(json, { example });
}
