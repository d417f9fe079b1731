import closeWithGrace from "close-with-grace";
import { createApp } from "../app.ts";
import { EnvError, readEnv } from "../platform/env.ts";
import { createLog } from "../platform/log.ts";
import { NotMigrated, requireMigrations } from "../require-migrations.ts";

/** The API server. Its worker is a process of its own (`worker.ts`). */
async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = createLog({ level: env.LOG_LEVEL });
  const port = env.PORT ?? 4000;
  const app = createApp({ env, log, origin: env.PUBLIC_URL ?? `http://localhost:${port}` });
  await requireMigrations(app);
  const http = await app.http();
  await app.engine.warm(Math.min(4, env.DATABASE_POOL_SIZE));
  await http.listen({ port, host: env.HOST });
  log.info({ port }, "listening");
  closeWithGrace({ delay: 40_000 }, async ({ err }) => {
    if (err) log.error({ err }, "ending after an error that nobody caught");
    app.drain();
    await http.close();
    await app.close();
  });
}

await main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof EnvError || error instanceof NotMigrated ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
