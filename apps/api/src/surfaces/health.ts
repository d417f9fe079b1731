import type { FastifyInstance } from "fastify";

export interface HealthOptions {
  /** Throws, with the reason, while this process should get no requests. */
  ready(): Promise<void>;
}

/** /livez: this process runs. /readyz: it can serve: database answers, migrations are current, not draining. */
export function registerHealth(app: FastifyInstance, { ready }: HealthOptions): void {
  app.get("/livez", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    try {
      await ready();
      return { status: "ok" };
    } catch (error) {
      const reason = error instanceof NotReady ? error.message : "the database does not answer";
      return reply.code(503).header("retry-after", 1).send({ status: "unavailable", reason });
    }
  });
}

export class NotReady extends Error {}
