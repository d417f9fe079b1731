import { type DocumentOptions, openApiDocument } from "./openapi.ts";

/** The document as text, its paths and schemas sorted, so that a change shows as a change. */
export function openApiText(options: DocumentOptions): string {
  const { paths, components, ...rest } = openApiDocument(options);
  const schemas = sorted(components?.schemas ?? {});
  return `${JSON.stringify({ ...rest, paths: sorted(paths ?? {}), components: { ...components, schemas } }, null, 2)}\n`;
}

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
