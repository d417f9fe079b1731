import type { Operation } from "../context.ts";

/** What the SDK calls an operation: `paymentIntents.create`, `disputes.close`, `transfers.createReversal`. */
export function operationName({ method, path }: Pick<Operation, "method" | "path">): string {
  const [resource = "", ...rest] = path.split("/").slice(2);
  const named = rest.filter((part) => !part.startsWith("{"));
  const isOne = path.endsWith("}");
  const [inner] = named;
  // A word after an id is a list of things inside the resource if it is a plural, and else something that is done.
  if (inner !== undefined && !inner.endsWith("s")) return `${camel(resource)}.${camel(inner)}`;
  const verb = verbOf(method, isOne);
  if (inner === undefined) return `${camel(resource)}.${resource.endsWith("s") ? verb : "retrieve"}`;
  const thing = upper(camel(inner));
  return `${camel(resource)}.${verb}${verb === "list" ? thing : thing.slice(0, -1)}`;
}

function verbOf(method: string, isOne: boolean): string {
  if (method === "GET") return isOne ? "retrieve" : "list";
  return isOne ? "update" : "create";
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
