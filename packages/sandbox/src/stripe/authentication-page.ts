import { authenticate } from "./confirmation.ts";
import type { Context } from "./context.ts";
import type { PageAnswer } from "./html.ts";
import type { PaymentIntent } from "./objects.ts";

/** What the cardholder's bank would show for 3-D Secure. */
export function showAuthentication(intent: PaymentIntent | undefined): PageAnswer {
  if (!intent) return page(404, "<p>There is no such payment.</p>");
  if (intent.status !== "requires_action") return page(409, "<p>This payment asks for no authentication.</p>");
  return page(
    200,
    `<p>Your bank asks you to approve a payment of ${intent.amount} ${intent.currency} (minor units).</p>
<form method="post">
<button name="outcome" value="complete">Complete authentication</button>
<button name="outcome" value="fail">Fail authentication</button>
</form>`,
  );
}

export function pressAuthentication(context: Context, intent: PaymentIntent | undefined, form: string): PageAnswer {
  const outcome = new URLSearchParams(form).get("outcome");
  if (intent?.status !== "requires_action") return showAuthentication(intent);
  if (outcome !== "complete" && outcome !== "fail") return page(400, "<p>Press one of the buttons.</p>");
  const returnUrl =
    intent.next_action?.type === "redirect_to_url" ? intent.next_action.redirect_to_url.return_url : null;
  const after = authenticate(context, intent, outcome === "complete");
  if (returnUrl === null) return page(200, `<p>The payment is now in status ${after.status}.</p>`);
  const location = new URL(returnUrl);
  location.searchParams.set("payment_intent", after.id);
  location.searchParams.set("payment_intent_client_secret", after.client_secret);
  location.searchParams.set("redirect_status", after.status === "requires_payment_method" ? "failed" : "succeeded");
  return { status: 303, headers: { location: location.href }, body: "" };
}

function page(status: number, content: string): PageAnswer {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>3-D Secure</title>${content}</html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}
