export interface Page {
  readonly title: string;
  /** Paragraphs, tables and diagrams, in their order. */
  readonly parts: readonly string[];
}

/** A generated page of the reference, as Markdown. */
export const pageText = ({ title, parts }: Page): string =>
  `${[`# ${title}`, "<!-- Made by `pnpm generate`: do not edit. -->", ...parts].join("\n\n")}\n`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

const cell = (text: string): string => text.replaceAll("|", String.raw`\|`);

export const code = (text: string): string => `\`${text}\``;

/** Where links from elsewhere arrive: the name itself, whatever a renderer makes of headings. */
export const anchor = (name: string): string => `<a id="${name}"></a>`;
