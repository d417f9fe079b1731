import { isTest, moduleOf } from "./import-rules.ts";
import type { Source } from "./read-source.ts";

const api = "apps/api/src/";
const defined = /\bexport\s+const\s+(\w+)\s*(?::[^=]+)?=\s*(?:command|query|providerCommand)\s*(?:<[^()]*>)?\(/g;

/** One exported verb for each verb file, named as the file, and its action named after its module. */
export function verbFaults(sources: readonly Source[]): string[] {
  const judged = sources.filter(({ path }) => path.startsWith(`${api}modules/`) && !isTest(path));
  return judged.flatMap((source) => {
    const verbs = [...source.code.matchAll(defined)].map(([, verb = ""]) => verb);
    const [verb] = verbs;
    if (verb === undefined) return [];
    const faults: string[] = [];
    const file = source.path.split("/").at(-1)?.replace(/\.ts$/, "");
    if (verbs.length > 1) faults.push(`${source.path} defines ${verbs.join(" and ")}: one verb a file`);
    if (kebabOf(verb) !== file) faults.push(`${source.path} defines ${verb}, which is not its name`);
    const called = /\bname:\s*"([^"]+)"/.exec(source.text)?.[1] ?? "";
    // What operators do stands with what it is done to.
    const isNamedRight = called.startsWith(`${moduleOf(source.path)}.`) || called.startsWith("admin.");
    if (!isNamedRight) faults.push(`${source.path}: the action is named ${called}`);
    return faults;
  });
}

const kebabOf = (camel: string): string => camel.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

interface Tree {
  readonly [name: string]: Exposed | Tree;
}

interface Exposed {
  readonly action: { readonly name: string; readonly kind: string; readonly key?: string | undefined };
}

/** CONTRACT: what moves money or dates is never done without an Idempotency-Key. */
const keyed =
  /^bookings\.(?:create|accept|cancel|\w*Alteration)$|^payments\.(?:start|refund|\w*[pP]ayout\w*)$|^disputes\.resolve$|^admin\.payout/;

/** CONTRACT: an action's name is `router.procedure`, and money and dates need a key. */
export function routeFaults(tree: Tree, above = ""): string[] {
  return Object.entries(tree).flatMap(([key, node]) => {
    const name = `${above}${key}`;
    return isExposed(node) ? exposureFaults(name, node) : routeFaults(node, `${name}.`);
  });
}

const isExposed = (node: Exposed | Tree): node is Exposed =>
  typeof Reflect.get(Object(node["action"]), "name") === "string";

function exposureFaults(name: string, { action }: Exposed): string[] {
  const faults: string[] = [];
  if (action.name !== name) faults.push(`${name} exposes an action that calls itself ${action.name}`);
  const may = action.kind !== "query" && keyed.test(name) && action.key !== "required";
  return may ? [...faults, `${name} takes money or dates and requires no key`] : faults;
}
