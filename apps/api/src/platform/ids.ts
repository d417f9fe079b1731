import { randomUUIDv7 } from "node:crypto";

/** A new id: UUIDv7, so that ids sort by time of creation and index inserts stay local. */
export const newId = (): string => randomUUIDv7();
