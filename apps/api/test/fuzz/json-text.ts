/** JSON as a hostile client writes it: `-0`, `1e400`, integers beyond 2^53 and keys such as `__proto__` stay what they are. */
export function jsonText(value: unknown): string {
  if (typeof value === "number") return numberText(value);
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map((one) => jsonText(one)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${jsonText(inner)}`).join(",")}}`;
}

function numberText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  if (Number.isFinite(value)) return String(value);
  return value < 0 ? "-1e400" : "1e400";
}
