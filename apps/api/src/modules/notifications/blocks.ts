import { type Html, html } from "../../platform/html.ts";
import { singleLine } from "./single-line.ts";

/** One piece of a mail, in both of its forms. */
export interface Block {
  readonly text: string;
  readonly html: Html;
}

export type Row = readonly [label: string, value: string];

/** A sentence or two. */
export function paragraph(words: string): Block {
  const text = singleLine(words);
  return { text, html: html`<p style="margin:0 0 16px">${text}</p>` };
}

/** A table of facts, each with its label. */
export function facts(rows: readonly Row[]): Block {
  const inert = rows.map(([label, value]): Row => [singleLine(label), singleLine(value)]);
  return {
    text: inert.map(([label, value]) => `${label}: ${value}`).join("\n"),
    html: html`<table style="width:100%;margin:0 0 16px;border-collapse:collapse">${inert.map(rowHtml)}</table>`,
  };
}

const line = "border-bottom:1px solid #eeebe4;vertical-align:top";

const rowHtml = ([label, value]: Row): Html => html`
<tr>
<th scope="row" style="padding:6px 12px 6px 0;${line};text-align:left;font-weight:400;color:#6f6a60">${label}</th>
<td style="padding:6px 0;${line};text-align:right">${value}</td>
</tr>`;

const button = "display:inline-block;padding:12px 20px;border-radius:8px;background:#8a3b12;color:#ffffff";

/** A link to follow, shown in full as well for whoever sees no button. */
export function link(label: string, url: string): Block {
  return {
    text: `${label}:\n${url}`,
    html: html`<p style="margin:24px 0"><a href="${url}" style="${button};text-decoration:none">${label}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#6f6a60;word-break:break-all">${url}</p>`,
  };
}
