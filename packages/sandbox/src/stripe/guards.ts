export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string {
  if (typeof value !== "string") throw new TypeError(`Expected text, found ${typeof value}`);
  return value;
}

export function numberOf(value: unknown): number {
  if (typeof value !== "number") throw new TypeError(`Expected a number, found ${typeof value}`);
  return value;
}
