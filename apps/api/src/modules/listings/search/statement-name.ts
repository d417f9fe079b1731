const known = new Set<string>();
const maxKnown = 200;

/**
 * The name under which a statement of this shape is prepared. After so many shapes, new ones stay unnamed and are
 * not prepared: a caller who tries every combination must not fill Postgres's memory with plans.
 */
export function statementName(prefix: string, shape: string): string {
  const name = `${prefix}_${shape}`;
  if (known.has(name)) return name;
  if (known.size >= maxKnown) return "";
  known.add(name);
  return name;
}
