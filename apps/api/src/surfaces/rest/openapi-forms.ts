import type { Route } from "../../platform/route.ts";
import type { Operation } from "./openapi.ts";
import { formatOf, formsOf, type Representation } from "./representation.ts";

/** The other forms of a route's answer: a content type each, and the parameter that asks for one. */
export function describeForms(operation: Operation, answer: object, route: Route): void {
  const forms = formsOf(route);
  if (forms.length === 0) return;
  const content: unknown = Reflect.get(answer, "content");
  const others = Object.fromEntries(forms.map(({ type }) => [type, { schema: { type: "string" } }]));
  Object.assign(answer, { content: { ...Object(content), ...others } });
  operation.parameters = [
    ...(operation.parameters ?? []),
    {
      name: "format",
      in: "query",
      description: "The form of the answer, for whoever cannot send an Accept header.",
      schema: { type: "string", enum: ["json", ...forms.map(({ type }) => formatOf(type))], default: usualOf(forms) },
    },
  ];
}

function usualOf(forms: readonly Representation[]): string {
  const usual = forms.find(({ isUsual }) => isUsual === true);
  return usual ? formatOf(usual.type) : "json";
}
