import { Port } from "../port.ts";

/**
 * Where files lie: a folder, or an S3-compatible store. Keys are chosen by the server. What is below `public/` anybody
 * may fetch by its address, nothing else. A store that does not answer is 503 `storage.unavailable`.
 */
export interface Storage {
  /** Lets somebody put one file here, by one request of exactly this length and type. Nobody is asked for it. */
  grantUpload(file: FileToCome): Promise<UploadGrant>;
  /** Throws while the store does not answer. */
  check(): Promise<void>;
  /** The length of a file; undefined where there is none. */
  sizeOf(key: string): Promise<number | undefined>;
  /** The first bytes of a file. */
  readStart(key: string, bytes: number): Promise<Uint8Array>;
  /** A whole file of at most `maxBytes`; undefined where there is none, or a longer one. */
  read(key: string, maxBytes: number): Promise<Uint8Array | undefined>;
  write(file: FileToKeep): Promise<void>;
  /** Removes every file of a folder; nothing where there is none. */
  removeFolder(folder: string): Promise<void>;
  /** The names of the folders in a folder, a page at a time. */
  listFolders(folder: string, page?: string): Promise<FolderPage>;
  /** Where anybody may fetch a file below `public/`. */
  urlOf(key: string): string;
}

export interface FileToCome {
  readonly key: string;
  readonly contentType: string;
  readonly bytes: number;
}

export interface FileToKeep {
  readonly key: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface UploadGrant {
  readonly method: "PUT";
  readonly url: string;
  /** To be sent as they are; clients add Content-Length and Host by themselves. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

export interface FolderPage {
  readonly names: readonly string[];
  /** Where the next page begins; undefined on the last. */
  readonly next: string | undefined;
}

export const storagePort = new Port<Storage>("storage");

/** Real time: domain time may be moved, and a signature must not. */
export const grantSeconds = 15 * 60;

/** What is below `public/` never changes under its name. */
export const immutable = "public, max-age=31536000, immutable";
