import { createHash } from "node:crypto";
import { errorTable, isErrorCode } from "@roost/contract";
import type { FastifyInstance, FastifyReply } from "fastify";
import { AppError } from "../../platform/errors.ts";

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:12vh auto;padding:0 1.5rem;color:#1c1b19;background:#fbfaf8}
h1{font-size:1.5rem}code{background:#eeebe5;padding:.1em .3em;border-radius:4px}button{font:inherit;padding:.6em 1.4em;border:0;
border-radius:8px;background:#2f5d50;color:#fff;cursor:pointer}@media(prefers-color-scheme:dark){body{color:#eee;background:#1b1a18}code{background:#33312d}}`;

// A link in a mail is fetched by scanners, too: only a person's click may use up its token.
const verifyScript = `const b=document.querySelector("button"),o=document.querySelector("output");
b.addEventListener("click",async()=>{b.disabled=true;
const token=new URLSearchParams(location.search).get("token")??"";
const r=await fetch("/api/v1/auth/email-verifications/confirm",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({token})});
const a=await r.json();o.textContent=r.ok?"Thank you. Your address is confirmed and you are signed in.":a.detail;b.hidden=r.ok;});`;

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(verifyScript)}; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`;

/** The few pages that people reach from mails and problems; everything else is an API. */
export function registerPages(app: FastifyInstance): void {
  app.get("/verify-email", (_request, reply) =>
    page(reply, {
      title: "Confirm your e-mail address",
      body: `<button>Confirm</button><p><output role="status"></output></p><script>${verifyScript}</script>`,
    }),
  );
  // Where banks send people back to after 3-D Secure; what became of the payment, the webhook tells.
  app.get("/payments/return", (_request, reply) =>
    page(reply, {
      title: "Back from your bank",
      body: "<p>What became of the payment stands in your booking. You can close this page.</p>",
    }),
  );
  // Where the payment provider sends hosts back to.
  app.get("/payouts/return", (_request, reply) =>
    page(reply, {
      title: "Back from the payment provider",
      body: "<p>What it still wants to know stands with your payout account. You can close this page.</p>",
    }),
  );
  app.get<{ Params: { code: string } }>("/errors/:code", (request, reply) => {
    const { code } = request.params;
    if (!isErrorCode(code)) throw new AppError("not_found");
    const { http, title, retryable } = errorTable[code];
    const again = retryable ? "The same request may succeed later." : "Sending the same request again will not help.";
    return page(reply, { title: code, body: `<p>${title}</p><p>HTTP status <code>${http}</code>. ${again}</p>` });
  });
}

export const page = (reply: FastifyReply, { title, body }: { readonly title: string; readonly body: string }) =>
  reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", policy)
    .header("referrer-policy", "no-referrer")
    .send(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Roost</title><style>${style}</style><main><h1>${title}</h1>${body}</main></html>`);
