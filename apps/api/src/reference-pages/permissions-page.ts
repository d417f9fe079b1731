import { errorTable, isErrorCode } from "@roost/contract";
import { type Cell, type Permission, personas } from "../permissions.ts";
import { anchor, code, pageText, table } from "./page.ts";

const intro = `Who gets what, for every action. Anonymous: no session. Unverified: an account whose address is not
confirmed. Stranger: signed in, and nothing to do with the thing. Guest and host: those of the thing; where there is
none, people with that role. Operator: an admin. A status is a refusal: 401 \`auth.required\`, 403
\`permission.denied\`, 404 \`not_found\`, or the code that stands beside it. Every cell is tried by a test.`;

const systemIntro = `Only Roost itself does these, in jobs, sweeps and webhooks. No address leads to them, and to
everybody else they are 404.`;

export interface Permissions {
  readonly permissions: Readonly<Record<string, readonly Permission[]>>;
  readonly systemCommands: readonly string[];
}

/** docs/generated/permissions.md: who may do what. */
export function permissionsPage({ permissions, systemCommands }: Permissions): string {
  const rows = Object.entries(permissions).flatMap(([action, rules]) =>
    rules.map((rule, at) => [
      at === 0 ? anchor(action) + code(action) : "",
      rule.of ?? "",
      ...personas.map((persona) => words(rule[persona])),
    ]),
  );
  const head = ["Action", "Of", ...personas.map((persona) => persona[0]?.toUpperCase() + persona.slice(1))];
  const system = systemCommands.map((name) => `- ${code(name)}`).join("\n");
  const parts = [intro, table(head, rows), "## Of the system", systemIntro, system];
  return pageText({ title: "Permissions", parts });
}

const words = (cell: Cell): string =>
  typeof cell === "string" && isErrorCode(cell) ? `${errorTable[cell].http} ${code(cell)}` : String(cell);
