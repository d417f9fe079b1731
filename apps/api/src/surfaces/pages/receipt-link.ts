import type { FastifyInstance } from "fastify";
import { openReceipt, receiptPage } from "../../modules/payments/index.ts";
import type { Engine } from "../../platform/engine.ts";
import { AppError } from "../../platform/errors.ts";
import { sendForm } from "../rest/representation.ts";
import { page } from "./pages.ts";

/** What a mail's link opens without signing in: the token is the proof. Search engines and caches keep none of it. */
export function registerReceiptLink(app: FastifyInstance, engine: Engine): void {
  app.get<{ Params: { token: string } }>("/receipts/:token", async (request, reply) => {
    reply.header("x-robots-tag", "noindex");
    const call = { actor: { kind: "system" }, requestId: request.id } as const;
    try {
      const { output } = await engine.execute(openReceipt, call, { token: request.params.token });
      const receipt = openReceipt.output.parse(output);
      return await sendForm(reply, { type: "text/html", render: () => receiptPage(receipt) }, { output: receipt });
    } catch (error) {
      if (!(error instanceof AppError) || !leadsNowhere.has(error.code)) throw error;
      return page(reply.code(404), {
        title: "This link leads nowhere",
        body: "<p>Links to receipts are long: perhaps a part of it was lost. Your receipts are with your payments, too, once you have signed in.</p>",
      });
    }
  });
}

/** A token that was never ours looks to people like one that was cut short. */
const leadsNowhere: ReadonlySet<string> = new Set(["not_found", "request.invalid", "payment.state"]);
