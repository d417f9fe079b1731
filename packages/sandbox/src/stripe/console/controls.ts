import { escapeHtml } from "../html.ts";

/** A form that acts on the console: fields, and a button that says what it does. */
export function control(action: string, label: string, fields = ""): string {
  return `<form method="post" action="${escapeHtml(action)}">${fields}<button>${escapeHtml(label)}</button></form>`;
}

export function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;
}

export function field(name: string, hint: string): string {
  return `<input name="${escapeHtml(name)}" placeholder="${escapeHtml(hint)}" aria-label="${escapeHtml(hint)}" size="10">`;
}

/** `empty` is what is chosen where nothing is. */
export function options(name: string, choices: readonly string[], empty?: string): string {
  const listed = choices.map((choice) => `<option>${escapeHtml(choice)}</option>`);
  const none = empty === undefined ? "" : `<option value="">${escapeHtml(empty)}</option>`;
  return `<select name="${escapeHtml(name)}" aria-label="${escapeHtml(name)}">${none}${listed.join("")}</select>`;
}

/** Cells are markup already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "<p>None.</p>";
  const heads = head.map((name) => `<th>${escapeHtml(name)}</th>`).join("");
  const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`);
  return `<table><tr>${heads}</tr>${lines.join("\n")}</table>`;
}
