import { createTransport, type SendMailOptions } from "nodemailer";
import { onTestFinished } from "vitest";
import { type MailInbox, type MailInboxOptions, startMailInbox } from "../../src/mail/index.ts";

export async function inbox(options?: MailInboxOptions): Promise<MailInbox> {
  const started = await startMailInbox(options);
  onTestFinished(() => started.close());
  return started;
}

export async function send(to: MailInbox, mail: SendMailOptions): Promise<void> {
  const transport = createTransport(to.smtpUrl);
  await transport.sendMail({ from: "Roost <stay@roost.test>", to: "ada@example.com", text: "Hello", ...mail });
  transport.close();
}

export function get(from: MailInbox, url: string): string {
  return from.handle({ method: "GET", url }).body;
}

export function json(from: MailInbox, url = "/dev/mail.json"): unknown {
  return JSON.parse(get(from, url));
}
