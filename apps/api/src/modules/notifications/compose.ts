import { type Html, html } from "../../platform/html.ts";
import type { Mail } from "../../platform/mail.ts";
import type { Block } from "./blocks.ts";
import { singleLine } from "./single-line.ts";

export type MailContent = Pick<Mail, "subject" | "text" | "html">;

export interface Draft {
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** Writes a mail as HTML and as plain text from one draft. People's text stays inert and on its line in both. */
export function compose({ subject, heading, blocks }: Draft): MailContent {
  const title = singleLine(subject);
  const text = `${[heading, ...blocks.map((block) => block.text), footer].join("\n\n")}\n`;
  return { subject: title, text, html: page(title, heading, blocks).markup };
}

const font = "font:16px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif";
const card = "padding:28px 32px;background:#ffffff;border:1px solid #e3dfd6;border-radius:12px";

const page = (title: string, heading: string, blocks: readonly Block[]): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${title}</title>
</head>
<body style="margin:0;padding:24px 12px;background:#f3f1ec;color:#26241f;${font}">
<table role="presentation" align="center" width="100%" style="max-width:560px;border-collapse:separate">
<tr><td style="padding:0 8px 12px;font-weight:700;font-size:20px;color:#8a3b12">Roost</td></tr>
<tr><td style="${card}">
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${heading}</h1>
${blocks.map((block) => html`${block.html}\n`)}</td></tr>
<tr><td style="padding:16px 8px;font-size:13px;color:#6f6a60">${footer}</td></tr>
</table>
</body>
</html>
`;

const footer = "Roost sent you this mail about your own account or booking. Nobody reads answers to it.";
