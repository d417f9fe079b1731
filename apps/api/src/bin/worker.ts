import closeWithGrace from "close-with-grace";
import { createApp } from "../app.ts";
import { EnvError, readEnv } from "../platform/env.ts";
import { createLog } from "../platform/log.ts";
import { NotMigrated, requireMigrations } from "../require-migrations.ts";

/** Works off queues and what falls due by the clock; any number of these may run. */
async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = createLog({ level: env.LOG_LEVEL });
  const app = createApp({ env, log, origin: env.PUBLIC_URL ?? `http://localhost:${env.PORT ?? 4000}` });
  await requireMigrations(app);
  const stop = await app.work();
  log.info("working");
  closeWithGrace({ delay: 40_000 }, async ({ err }) => {
    if (err) log.error({ err }, "ending after an error that nobody caught");
    await stop();
    await app.close();
  });
}

await main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof EnvError || error instanceof NotMigrated ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
