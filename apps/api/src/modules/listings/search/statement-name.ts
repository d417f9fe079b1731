import { searchConnectionSeconds } from "./search-sql.ts";

const maxKnown = 200;
/** So many shapes are counted, and so many names stay for the next while: those that were asked for most. */
const [maxCounted, maxKept] = [2000, 100];

let known = new Set<string>();
let asked = new Map<string, number>();
let since = performance.now();

/**
 * The name under which a statement of this shape is prepared. After so many shapes, new ones stay unnamed and are
 * not prepared: a caller who tries every combination must not fill Postgres's memory with plans. Nor may he keep the usual
 * ones out for good: names that were little used are given up after as long as a connection lives, so each connection
 * sees two sets of names at most, and drops both when it ends.
 */
export function statementName(prefix: string, shape: string): string {
  const now = performance.now();
  if (now - since >= searchConnectionSeconds * 1000) renew(now);
  const name = `${prefix}_${shape}`;
  count(name);
  if (known.has(name)) return name;
  if (known.size >= maxKnown) return "";
  known.add(name);
  return name;
}

// Whoever asks for many shapes lowers all counts by one where there are too many: what is asked for often stays.
function count(name: string): void {
  const times = asked.get(name) ?? 0;
  if (times > 0 || asked.size < maxCounted) asked.set(name, times + 1);
  else asked = new Map([...asked].flatMap(([other, before]) => (before > 1 ? [[other, before - 1] as const] : [])));
}

function renew(now: number): void {
  const most = [...asked].toSorted(([, a], [, b]) => b - a).slice(0, maxKept);
  known = new Set(most.map(([name]) => name));
  asked = new Map();
  since = now;
}
