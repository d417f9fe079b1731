import { Readable } from "node:stream";
import type { PhotoUpload } from "@roost/contract";
import type { z } from "zod";
import { AppError } from "../src/platform/errors.ts";
import { createFolderStorage } from "../src/platform/storage/folder-storage.ts";
import type { Rig } from "./rig.ts";

/** The smallest PNG: one grey pixel. */
export const tinyPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
  "base64",
);

/** With which a house signs that was told no other. */
const insecureSecret = "roost-development-secret-not-for-production";

/** Puts a file where an upload's address says, as its route does. */
export async function keepUpload({ database }: Rig, url: string, body: Uint8Array): Promise<void> {
  const folder = `${database.home}/files`;
  const { files } = createFolderStorage({ folder, origin: "http://roost.test", secret: insecureSecret });
  const upload = files.readToken(url.slice(url.lastIndexOf("/") + 1));
  if (!upload) throw new AppError("upload.link_invalid");
  await files.accept(upload, Readable.from([body]));
}

/** Sends a file to where an upload says, as any client does. */
export async function sendFile(upload: z.output<typeof PhotoUpload>, body: Uint8Array): Promise<void> {
  const { method, url, headers } = upload;
  const answer = await fetch(url, { method, headers, body: new Uint8Array(body) });
  if (!answer.ok) throw new Error(`the upload was refused: ${answer.status} ${await answer.text()}`);
}

/** Makes a photo look as if its variants were there. */
export const showPhoto = ({ sql }: Pick<Rig, "sql">, photoId: string): Promise<number> =>
  sql.run(
    "test_show_photo",
    `update photo set status = 'ready', hash = repeat('a', 32), width = 640, height = 480, widths = '{320,640}',
       thumbhash = '3OcRJYB4d3h/iIeHeEh3eIhw+j2w' where id = $1`,
    [photoId],
  );
