import { createHmac, timingSafeEqual } from "node:crypto";
import { invalidField } from "./errors.ts";

/** Signs and reads the cursors of lists. `list` names the list and its filters: a cursor fits no other. */
export interface Cursors {
  write(list: string, position: readonly (string | number)[]): string;
  /** Refuses a cursor that was edited, or that another list or other filters made. */
  read(list: string, cursor: string): readonly (string | number)[];
}

const signatureBytes = 12;

export function createCursors(secret: string): Cursors {
  const sign = (list: string, body: string) =>
    createHmac("sha256", secret).update(`cursor\n${list}\n${body}`).digest().subarray(0, signatureBytes);
  return {
    write(list, position) {
      const body = Buffer.from(JSON.stringify(position)).toString("base64url");
      return `${body}.${sign(list, body).toString("base64url")}`;
    },
    read(list, cursor) {
      const [body = ""] = cursor.split(".", 1);
      // As text, not as bytes: base64 reads several texts as the same bytes.
      const given = Buffer.from(cursor.slice(body.length));
      const right = Buffer.from(`.${sign(list, body).toString("base64url")}`);
      if (given.length !== right.length || !timingSafeEqual(given, right)) {
        throw invalidField("cursor", "invalid_cursor", "does not belong to this list with these filters");
      }
      const position: unknown = JSON.parse(Buffer.from(body, "base64url").toString());
      return Array.isArray(position)
        ? position.filter((part) => typeof part === "string" || typeof part === "number")
        : [];
    },
  };
}
