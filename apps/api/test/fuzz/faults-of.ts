import { isDeepStrictEqual } from "node:util";
import { errorTable } from "@roost/contract";
import { issuesOf } from "../../src/platform/errors.ts";
import type { Route } from "../../src/platform/route.ts";
import { jsonText } from "./json-text.ts";
import { isObject, outputOf, type Reply } from "./surfaces.ts";

/** The refusals with 5xx that the contract knows. */
const busy = new Set(["service.unavailable", "payment.provider_unavailable"]);

export interface Shots {
  readonly route: Route;
  readonly input: unknown;
  readonly key: string | undefined;
  readonly replies: readonly Reply[];
}

/** What is wrong about how one input was answered, on each surface and between them. */
export function faultsOf(shots: Shots): readonly string[] {
  const single = shots.replies.flatMap((reply) => [...faultsIn(reply), ...inputFaults(reply, shots)]);
  const isBusy = shots.replies.some(({ problem }) => problem && busy.has(problem.code));
  return isBusy ? single : [...single, ...effectFaults(shots)].map((fault) => `${shots.route.action.name} ${fault}`);
}

function faultsIn({ surface, answer, problem }: Reply): readonly string[] {
  const { status, text } = answer;
  const say = (what: string) => [`over ${surface} ${what}: ${status} ${text.slice(0, 500)}`];
  if (status < 400) return [];
  if (!problem) return say("is refused without a problem");
  if (status >= 500 && !busy.has(problem.code)) return say("fails");
  if (status !== problem.status || status !== errorTable[problem.code].http)
    return say("has another status than its code");
  return problem.errors?.every(({ pointer }) => /^(?:\/|$)/.test(pointer)) === false ? say("points nowhere") : [];
}

/** What the action's own schema says of the input, as JSON carries it. */
function inputFaults({ surface, isWhole, problem }: Reply, { route: { action }, input }: Shots): readonly string[] {
  if (!isWhole || !isObject(input) || depthOf(input) > 20) return [];
  const parsed = action.input.safeParse(JSON.parse(jsonText(input)), { reportInput: true });
  const expected = parsed.success
    ? []
    : issuesOf(parsed.error.issues)
        .map(({ pointer }) => pointer)
        .toSorted();
  const isRefused = problem?.code === "request.invalid";
  const pointers = isRefused ? (problem.errors ?? []).map(({ pointer }) => pointer).toSorted() : [];
  // What only the rules of the action refuse has a pointer as well.
  if (parsed.success) return isRefused && pointers.length === 0 ? [`over ${surface} does not say what is wrong`] : [];
  if (isRefused && isDeepStrictEqual(pointers, expected)) return [];
  return [`over ${surface} points at ${pointers.join(" ")} and not at ${expected.join(" ")} (${problem?.code})`];
}

/** One key is one effect: whoever comes second, over whichever surface, is told what the first was told. */
function effectFaults({ route, key, replies: [first, ...later] }: Shots): readonly string[] {
  const { action } = route;
  if (!first || key === undefined || action.kind === "query" || !first.isWhole) return [];
  if (first.answer.status >= 400) {
    return later.flatMap(({ surface, isWhole, problem }) =>
      !isWhole || problem?.code === first.problem?.code
        ? []
        : [`is ${first.problem?.code} over REST, and over ${surface} ${problem?.code}`],
    );
  }
  if (route.session !== undefined) return [];
  if (action.kind === "command" && action.secret === true) {
    return later.flatMap(({ surface, problem }) =>
      problem?.code === "idempotency.secret_not_replayed" ? [] : [`over ${surface} tells its secret again`],
    );
  }
  return later.flatMap((reply) => {
    if (reply.answer.headers.get("idempotent-replayed") !== "true") return [`over ${reply.surface} is done again`];
    const isSame = reply.surface !== "tRPC" || isDeepStrictEqual(outputOf(reply), outputOf(first));
    return isSame ? [] : [`over ${reply.surface} is answered otherwise`];
  });
}

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
