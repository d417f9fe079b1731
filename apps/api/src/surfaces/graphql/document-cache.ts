import type { DocumentNode } from "graphql";

/**
 * Parsed documents by their text, the least used forgotten first. The bound is on characters, not on entries:
 * whoever sends ever new long texts must not fill the memory.
 */
export function createDocumentCache(maxCharacters: number) {
  const documents = new Map<string, DocumentNode>();
  let characters = 0;
  const forget = (text: string) => {
    if (documents.delete(text)) characters -= text.length;
  };
  return {
    get(text: string): DocumentNode | undefined {
      const document = documents.get(text);
      if (document) {
        documents.delete(text);
        documents.set(text, document);
      }
      return document;
    },
    set(text: string, document: DocumentNode): void {
      forget(text);
      documents.set(text, document);
      characters += text.length;
      for (const oldest of documents.keys()) {
        if (characters <= maxCharacters) break;
        forget(oldest);
      }
    },
  };
}
