import { join } from "node:path";
import { run } from "../../program.ts";
import type { World } from "../../world.ts";

/** `pnpm ledger:verify`: every claim about money, computed afresh from the rows. Answers what it said, if one does not hold. */
export async function ledgerFaults(
  world: World,
  variables: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const env = { ...variables, DATABASE_URL: world.appUrl };
  const log = join(world.folder, "verify.log");
  return run({ file: "apps/api/src/bin/ledger-verify.ts", args: ["--json"], env, log }).then(
    () => [],
    (error: unknown) => [error instanceof Error ? error.message.slice(0, 2000) : String(error)],
  );
}

/** `pnpm ledger:reconcile`: what our own bank moved is booked; answers what it said where the books are apart. */
export const reconcileFaults = (
  world: World,
  variables: Readonly<Record<string, string>>,
): Promise<readonly string[]> =>
  run({
    file: "apps/api/src/bin/ledger-reconcile.ts",
    args: ["--settle-seconds", "0"],
    env: { ...variables, DATABASE_URL: world.appUrl },
    log: join(world.folder, "reconcile.log"),
  }).then(
    () => [],
    (error: unknown) => [error instanceof Error ? error.message.slice(0, 2000) : String(error)],
  );

/** `pnpm webhooks:replay --fetch`: asks Stripe for the events that never came. */
export const fetchLost = (world: World, variables: Readonly<Record<string, string>>): Promise<void> =>
  run({
    file: "apps/api/src/bin/webhooks-replay.ts",
    args: ["--fetch", "--gave-up"],
    env: { ...variables, DATABASE_URL: world.appUrl },
    log: join(world.folder, "replay.log"),
  });
