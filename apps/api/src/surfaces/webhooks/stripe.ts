import type { FastifyInstance } from "fastify";
import { type Gateway, receiveEvent } from "../../modules/payments/index.ts";
import type { Engine } from "../../platform/engine.ts";
import { AppError } from "../../platform/errors.ts";
import { refuseOtherMethods } from "../http/server.ts";

export interface StripeWebhookOptions {
  readonly engine: Engine;
  readonly gateway: Gateway;
  readonly path: string;
}

/** Stripe's events: the signature is checked on the raw body, the event is stored, then answered; a job applies it. */
export async function registerStripeWebhook(app: FastifyInstance, options: StripeWebhookOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    scope.post(options.path, async (request, reply) => {
      const body = typeof request.body === "string" ? request.body : "";
      const event = options.gateway.readEvent({ body, headers: request.headers });
      if (!event) throw new AppError("webhook.signature");
      const stored = { provider: "stripe", eventId: event.id, type: event.type, body, account: event.account };
      await options.engine.execute(receiveEvent, { actor: { kind: "system" }, requestId: request.id }, stored);
      return reply.code(200).send({ received: true });
    });
    refuseOtherMethods(scope, options.path, new Set(["POST"]));
  });
}
