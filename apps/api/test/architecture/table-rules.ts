import { isTest, moduleOf } from "./import-rules.ts";
import type { Source } from "./read-source.ts";

const api = "apps/api/src/";
const name = String.raw`((?:"?[a-z_]+"?\.)?"?[a-z_]+"?)`;
const writes = [
  new RegExp(
    String.raw`\b(?:insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?${name}`,
    "gi",
  ),
  new RegExp(String.raw`\bupdate\s+(?:only\s+)?(?!set\b)${name}(?:\s+(?:as\s+)?(?!set\b)[a-z_]+)?\s+set\b`, "gi"),
];
const openEnded = /\b(?:insert\s+into|delete\s+from|update|merge\s+into|truncate)\s+$/i;
const prismaWrites =
  /\.(\w+)\s*\.\s*(?:create|createMany|createManyAndReturn|update|updateMany|upsert|delete|deleteMany)\s*\(/g;

/** Who besides its owner writes a table, and why. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  // Thousands of homes and their hosts at once: through the commands it would take minutes.
  "import/write-homes.ts": ["app_user", "listing", "audit"],
  // Nobody has a surface for taxes: whoever runs the house knows what is due.
  "import/import-tax-rules.ts": ["tax_rule", "audit"],
  // A million made ones, whose search rows are written at once.
  "import/scale/seed-scale.ts": ["listing_search", "listing_text", "vocab"],
};

/** One statement shape for every table of the engine's tail, filled from its own list of tables. */
const mayNameTablesAtRunTime = new Set(["platform/tail.ts"]);

/** Files of a module whose tables are many. */
const partOf: Readonly<Record<string, string>> = { payouts: "payments", receipts: "payments", search: "listings" };

/** Table to module, from Prisma's schema: the file is the module, `@@map` the table, the model Prisma's name for it. */
export function tableOwners(schemas: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const owners = new Map([
    ["job", "platform"],
    ["_prisma_migrations", "platform"],
  ]);
  for (const [module, text] of Object.entries(schemas)) {
    const owner = partOf[module] ?? module;
    for (const [, model = "", body = ""] of text.matchAll(/^model\s+(\w+)\s*\{([\s\S]*?)^\}/gm)) {
      owners.set(/@@map\("([^"]+)"\)/.exec(body)?.[1] ?? model, owner);
      owners.set(prismaName(model), owner);
    }
  }
  return owners;
}

/** DESIGN §2: a module writes only its own tables. */
export function tableFaults(sources: readonly Source[], owners: ReadonlyMap<string, string>): string[] {
  const judged = sources.filter(({ path }) => path.startsWith(api) && !isTest(path));
  return judged.flatMap((source) => {
    const path = source.path.slice(api.length);
    const writer = path.startsWith("platform/") ? "platform" : moduleOf(path);
    const may = (table: string) => owners.get(table) === writer || exceptions[path]?.includes(table) === true;
    const written = [...sqlWrites(source), ...prismaTables(source, owners)].map((table) => table.toLowerCase());
    const faults = [...new Set(written)]
      .filter((table) => !may(tableName(table)))
      .map((table) => {
        const owner = owners.get(tableName(table));
        return `${source.path} writes ${table}, which ${owner === undefined ? "nobody owns" : `belongs to ${owner}`}`;
      });
    const open = source.literals.some(({ text }) => openEnded.test(text)) && !mayNameTablesAtRunTime.has(path);
    return open ? [...faults, `${source.path} writes a table that is named at run time`] : faults;
  });
}

const sqlWrites = ({ literals }: Source): string[] =>
  writes.flatMap((pattern) =>
    literals.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => match[1] ?? "")),
  );

const prismaTables = ({ code }: Source, owners: ReadonlyMap<string, string>): string[] =>
  [...code.matchAll(prismaWrites)].flatMap(([, model = ""]) => (owners.has(prismaName(model)) ? [model] : []));

const tableName = (table: string): string => table.replaceAll('"', "").split(".").at(-1) ?? "";
const prismaName = (model: string): string => model.toLowerCase();

const statement = /\.(?:one|all|run)(?:<[^()]*?>)?\(\s*"/g;

/** A name is a prepared statement's for ever: the same name must carry the same text everywhere. */
export function statementFaults(sources: readonly Source[]): string[] {
  const seen = new Map<string, { path: string; text: string }>();
  const judged = sources.filter(({ path }) => path.startsWith(api) && !isTest(path));
  return judged.flatMap((source) =>
    statementsOf(source).flatMap(({ name: called, text }) => {
      const known = seen.get(called);
      if (!known) seen.set(called, { path: source.path, text });
      return known && known.text !== text
        ? [`${source.path} names another statement "${called}" than ${known.path}`]
        : [];
    }),
  );
}

/** The named statements of a source: `sql.one("name", text)` and the like. */
export function statementsOf(source: Source): { name: string; text: string }[] {
  const textAt = new Map(source.literals.map(({ at, text }) => [at, text]));
  return [...source.code.matchAll(statement)].flatMap((match) => {
    const at = match.index + match[0].length;
    const called = textAt.get(at);
    if (called === undefined) return [];
    const rest = source.code.slice(at + called.length + 1);
    const [gap = "", quote = ""] = /^\s*,\s*(["'`]?)/.exec(rest) ?? [];
    const begin = at + called.length + 1 + gap.length;
    const variable = /^[\w.]+/.exec(source.code.slice(begin))?.[0] ?? "";
    return [{ name: called, text: quote === "" ? `${source.path}#${variable}` : wordsOf(textAt.get(begin) ?? "") }];
  });
}

const wordsOf = (sql: string): string => sql.split(/\s+/).join(" ").trim();
