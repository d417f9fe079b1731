import { fileTypeFromBuffer } from "file-type";

/** So much of a file tells its type. */
export const sniffedBytes = 4100;

/** The type of a file by its first bytes; undefined for text, SVG among it, and for what nobody knows. */
export const sniffType = async (start: Uint8Array): Promise<string | undefined> =>
  (await fileTypeFromBuffer(start))?.mime;
