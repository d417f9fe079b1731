import { parseArgs } from "node:util";
import closeWithGrace from "close-with-grace";
import { announce } from "../first-run/announce.ts";
import { startHouse } from "../first-run/house.ts";
import { houseFolder } from "../first-run/house-folder.ts";

const usage = `npm start -- [options]
  --reset     begin anew: deletes this folder's data first
  --no-demo   without the demo people and homes
  --json      one line of JSON on stdout once everything runs
Environment: PORT (4000, else the next free one; 0: any), ROOST_HOME (.roost), and what .env.example names.
`;

/** What `npm start` runs: everything, in this one process, with the sandbox for whatever is not configured. */
async function main(): Promise<void> {
  const options = readOptions();
  if (options === undefined) return;
  const startedAt = performance.now();
  const house = await startHouse({
    folder: houseFolder(process.env),
    withDemo: !options["no-demo"],
    reset: options.reset,
    variables: process.env,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const ending = closeWithGrace({ delay: 40_000 }, async ({ err }) => {
    if (err) process.stderr.write(`ending after an error that nobody caught: ${err.stack ?? err.message}\n`);
    await house.stop();
  });
  endWithNpm(() => ending.close());
  const seconds = (performance.now() - startedAt) / 1000;
  const { json } = options;
  process.stdout.write(
    json ? `${JSON.stringify({ ready: true, ...house.addresses })}\n` : announce(house.addresses, seconds),
  );
}

/** The options, or undefined where the usage was all that was wanted. */
function readOptions() {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({ options: { reset: flag, "no-demo": flag, json: flag, help: flag } });
    if (!values.help) return values;
    process.stdout.write(usage);
    return undefined;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, { cause: error });
  }
}

/** npm that was killed tells nobody: without it this would run on, unseen, and hold its folder. */
function endWithNpm(end: () => void): void {
  if (process.env["npm_lifecycle_event"] !== "start") return;
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) end();
  }, 1000).unref();
}

await main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Roost could not start: ${message}\n`);
  process.exit(1);
});
