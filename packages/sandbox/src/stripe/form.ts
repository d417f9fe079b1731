import { invalid } from "./refusal.ts";

/** A form as a tree: `a[b]=1` is a map in a map; array items are keyed by their index. */
export type FormValue = string | FormMap;
export interface FormMap extends Map<string, FormValue> {}

const DEEPEST = 6;

export function parseForm(text: string): FormMap {
  const form: FormMap = new Map();
  for (const [key, value] of new URLSearchParams(text)) put(form, key, value);
  return form;
}

/** The same tree in one spelling, whatever the order in which it was sent. */
export function canonicalForm(value: FormValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  const fields = [...value].map(([key, field]) => `${JSON.stringify(key)}:${canonicalForm(field)}`);
  return `{${fields.toSorted().join(",")}}`;
}

function put(form: FormMap, key: string, value: string): void {
  const path = pathOf(key);
  let place = form;
  for (const [index, part] of path.entries()) {
    const name = part === "" ? String(place.size) : part;
    const found = place.get(name);
    if (index === path.length - 1) {
      if (found !== undefined) throw invalid(`Received duplicate parameter: ${key}`, { param: key });
      place.set(name, value);
    } else if (found === undefined) {
      const inner: FormMap = new Map();
      place.set(name, inner);
      place = inner;
    } else if (typeof found === "string") {
      throw invalid(`Received duplicate parameter: ${key}`, { param: key });
    } else {
      place = found;
    }
  }
}

function pathOf(key: string): string[] {
  const [, head, rest] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key) ?? [];
  if (head === undefined || rest === undefined) throw invalid(`Invalid parameter name: ${key}`, { param: key });
  const path = [head, ...Array.from(rest.matchAll(/\[([^[\]]*)\]/g), (match) => match[1] ?? "")];
  if (path.length > DEEPEST) throw invalid(`Parameter nested too deeply: ${key}`, { param: key });
  return path;
}
