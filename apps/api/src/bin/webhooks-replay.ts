import { parseArgs } from "node:util";
import { type Tool, withApp } from "../first-run/with-app.ts";
import { findLostEvents, replayEvents } from "../modules/payments/index.ts";
import { newId } from "../platform/ids.ts";

const usage = `Usage: pnpm webhooks:replay [--event <id> | --gave-up | --since <instant>] [--fetch] [--json]
  --event    one stored event
  --gave-up  every event that was given up
  --since    every event that came since an instant, for example 2026-12-01T00:00:00Z
  --fetch    first asks the provider for events that never came, of the last day or since that instant
The worker applies them: what an event tells of is fetched anew, so applying one twice changes nothing.
`;

interface Chosen {
  readonly eventId: string | null;
  readonly gaveUp: boolean;
  readonly since: string | null;
}

async function main(): Promise<number> {
  const [flag, text] = [{ type: "boolean" }, { type: "string" }] as const;
  const options = { event: text, since: text, "gave-up": flag, fetch: flag, json: flag } as const;
  const { values } = parseArgs({ options });
  const since = values.since === undefined ? null : new Date(values.since);
  const ways = [values.event, values["gave-up"], values.since].filter((way) => way !== undefined);
  const isNothing = ways.length === 0 && values.fetch !== true;
  if (isNothing || ways.length > 1 || (since && Number.isNaN(since.getTime()))) {
    process.stderr.write(usage);
    return 2;
  }
  const chosen = {
    eventId: values.event ?? null,
    gaveUp: values["gave-up"] === true,
    since: since?.toISOString() ?? null,
  };
  const done = await withApp(process.env, async (tool) => ({
    fetched: values.fetch === true ? await findLostEvents({ ...tool.app, log: tool.log }, since ?? undefined) : 0,
    replayed: ways.length === 0 ? 0 : await replay(tool, chosen),
  }));
  const words = `${done.fetched} events had never come, ${done.replayed} are applied again`;
  process.stdout.write(`${values.json === true ? JSON.stringify(done) : words}\n`);
  return values.event !== undefined && done.replayed === 0 ? 1 : 0;
}

async function replay({ app }: Tool, chosen: Chosen): Promise<number> {
  let replayed = 0;
  for (let after: string | null = ""; after !== null; ) {
    const call = { actor: { kind: "system" }, requestId: newId() } as const;
    const { output } = await app.engine.execute(replayEvents, call, { ...chosen, after });
    const page = replayEvents.output.parse(output);
    replayed += page.replayed;
    after = page.last;
  }
  return replayed;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
