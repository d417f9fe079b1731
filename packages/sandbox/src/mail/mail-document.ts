import type { CaughtMail } from "./index.ts";

/** One mail as a document of its own. The first `base` wins, so every link opens a new tab. */
export function mailDocument(mail: CaughtMail): string {
  const head = '<!doctype html><meta charset="utf-8"><base target="_blank">';
  return head + (mail.html === "" ? textBody(mail) : mail.html) + attachmentNote(mail);
}

function textBody({ subject, text }: CaughtMail): string {
  return `<title>${escapeHtml(subject)}</title>
<style>:root { color-scheme: light dark } pre { font: 15px/1.6 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }</style>
<pre>${linked(text)}</pre>`;
}

function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"'\])]+)/)
    .map((part, index) => (index % 2 === 0 ? escapeHtml(part) : link(part)))
    .join("");
}

function link(url: string): string {
  const address = escapeHtml(url);
  return `<a href="${address}">${address}</a>`;
}

function attachmentNote({ attachments }: CaughtMail): string {
  if (attachments.length === 0) return "";
  const names = attachments.map(escapeHtml).join(", ");
  return `<hr><p style="font: 13px system-ui, sans-serif">Attached, not kept: ${names}</p>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
