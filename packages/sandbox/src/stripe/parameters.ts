import type { FormMap, FormValue } from "./form.ts";
import type { Metadata } from "./objects.ts";
import { invalid } from "./refusal.ts";

/** One declared parameter: its name, and how its value is read or refused. */
export interface Parameter<T> {
  readonly name: string;
  readonly fields?: readonly Parameter<unknown>[];
  read(value: FormValue, path: string): T;
}

/** The parameters of one request, checked against those that the operation declares. */
export class Parameters {
  readonly #values: FormMap;
  readonly #prefix: string;

  constructor(values: FormMap, accepts: readonly Parameter<unknown>[], prefix = "") {
    this.#values = values;
    this.#prefix = prefix;
    const declared = new Map(accepts.map((parameter) => [parameter.name, parameter]));
    for (const [name, value] of values) {
      const path = this.#pathOf(name);
      const parameter = declared.get(name);
      if (!parameter) {
        throw invalid(`Received unknown parameter: ${path}`, { code: "parameter_unknown", param: path });
      }
      parameter.read(value, path);
    }
  }

  get<T>(parameter: Parameter<T>): T | undefined {
    const value = this.#values.get(parameter.name);
    return value === undefined ? undefined : parameter.read(value, this.#pathOf(parameter.name));
  }

  need<T>(parameter: Parameter<T>): T {
    const value = this.get(parameter);
    if (value !== undefined) return value;
    const param = this.#pathOf(parameter.name);
    throw invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param });
  }

  #pathOf(name: string): string {
    return this.#prefix === "" ? name : `${this.#prefix}[${name}]`;
  }
}

export function integer(name: string, limits: { min?: number; max?: number } = {}): Parameter<number> {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = limits;
  const read = (value: FormValue, path: string): number => {
    const text = scalar(value, path);
    const wrong = { code: "parameter_invalid_integer", param: path };
    if (!/^-?\d{1,16}$/.test(text)) throw invalid(`Invalid integer: ${text}`, wrong);
    const number = Number(text);
    if (number < min) throw invalid(`This value must be greater than or equal to ${min}.`, wrong);
    if (number > max) throw invalid(`This value must be less than or equal to ${max}.`, wrong);
    return number;
  };
  return { name, read };
}

export function boolean(name: string): Parameter<boolean> {
  const read = (value: FormValue, path: string): boolean => {
    const text = scalar(value, path);
    if (text !== "true" && text !== "false") throw invalid(`Invalid boolean: ${text}`, { param: path });
    return text === "true";
  };
  return { name, read };
}

export function text(name: string, longest = 5000): Parameter<string> {
  const read = (value: FormValue, path: string): string => {
    const found = scalar(value, path);
    if (found.length <= longest) return found;
    throw invalid(`Invalid string: ${found.slice(0, 20)}…; must be at most ${longest} characters`, { param: path });
  };
  return { name, read };
}

export function choice<const T extends string>(name: string, choices: readonly T[]): Parameter<T> {
  const read = (value: FormValue, path: string): T => {
    const found = scalar(value, path);
    const chosen = choices.find((candidate) => candidate === found);
    if (chosen !== undefined) return chosen;
    throw invalid(`Invalid ${path}: must be one of ${choices.join(", ")}`, { param: path });
  };
  return { name, read };
}

export function texts(name: string): Parameter<readonly string[]> {
  const read = (value: FormValue, path: string): readonly string[] => {
    if (typeof value === "string") throw invalid("Invalid array", { param: path });
    const items = [...value].toSorted(([left], [right]) => Number(left) - Number(right));
    return items.map(([index, item]) => {
      if (!/^\d+$/.test(index)) throw invalid("Invalid array", { param: path });
      return scalar(item, `${path}[${index}]`);
    });
  };
  return { name, read };
}

export function hash(name: string, fields: readonly Parameter<unknown>[]): Parameter<Parameters> {
  const read = (value: FormValue, path: string): Parameters => {
    if (typeof value === "string") throw invalid("Invalid hash", { param: path });
    return new Parameters(value, fields, path);
  };
  return { name, fields, read };
}

/** Keys that are to be unset come as empty texts. */
export function metadataParameter(name = "metadata"): Parameter<Metadata> {
  const read = (value: FormValue, path: string): Metadata => {
    if (typeof value === "string") throw invalid("Invalid hash", { param: path });
    if (value.size > 50) throw invalid("Metadata can have up to 50 keys.", { param: path });
    return Object.fromEntries([...value].map(([key, item]) => [key, metadataValue(key, item, `${path}[${key}]`)]));
  };
  return { name, read };
}

/** An empty text stands for null: the caller asks to unset the value. */
export function unsettable<T>(parameter: Parameter<T>): Parameter<T | null> {
  return { ...parameter, read: (value, path) => (value === "" ? null : parameter.read(value, path)) };
}

function metadataValue(key: string, value: FormValue, path: string): string {
  if (typeof value !== "string") throw invalid("Metadata values must be strings.", { param: path });
  if (key.length > 40) throw invalid(`Metadata keys can be up to 40 characters long: ${key}`, { param: path });
  if (value.length > 500) throw invalid("Metadata values can be up to 500 characters long.", { param: path });
  return value;
}

function scalar(value: FormValue, path: string): string {
  if (typeof value !== "string") throw invalid("Invalid string: must not be a hash or an array", { param: path });
  if (value !== "") return value;
  const message =
    `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; ` +
    `however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`;
  throw invalid(message, { code: "parameter_invalid_empty", param: path });
}
