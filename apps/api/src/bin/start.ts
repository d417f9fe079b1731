import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import closeWithGrace from "close-with-grace";
import { announce } from "../first-run/announce.ts";
import { startHouse } from "../first-run/house.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** What `npm start` runs: everything, in this one process, with the sandbox for whatever is not configured. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      reset: { type: "boolean", default: false },
      "no-demo": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const startedAt = performance.now();
  const folder = resolve(root, process.env["ROOST_HOME"] ?? ".roost");
  if (values.reset) await rm(folder, { recursive: true, force: true });
  const house = await startHouse({
    folder,
    withDemo: !values["no-demo"],
    variables: process.env,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  closeWithGrace({ delay: 40_000 }, async ({ err }) => {
    if (err) process.stderr.write(`ending after an error that nobody caught: ${err.stack ?? err.message}\n`);
    await house.stop();
  });
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(
    values.json ? `${JSON.stringify({ ready: true, ...house.addresses })}\n` : announce(house.addresses, seconds),
  );
}

await main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Roost could not start: ${message}\n`);
  process.exit(1);
});
