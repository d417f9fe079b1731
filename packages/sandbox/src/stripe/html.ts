export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#ddd, #3a3a3a); --soft: light-dark(#666, #aaa) }
body { max-width: 640px; margin: 32px auto; padding: 0 16px; font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 20px }
h2 { font-size: 16px; margin-top: 28px }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top }
th { font-weight: normal; color: var(--soft) }
form { display: flex; flex-wrap: wrap; gap: 10px; margin: 16px 0 }
button, input, select { font: inherit; padding: 6px 12px; border: 1px solid var(--line); border-radius: 6px; color: inherit }
`;

/** A page of the sandbox; `content` is markup, in which whatever comes from outside is escaped. */
export function page(status: number, title: string, content: string): PageAnswer {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`;
  const body = `<!doctype html>\n<html lang="en"><head>${head}<style>${STYLE}</style></head>\n<body>${content}</body></html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }, body };
}

export function redirect(location: string): PageAnswer {
  return { status: 303, headers: { location }, body: "" };
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
