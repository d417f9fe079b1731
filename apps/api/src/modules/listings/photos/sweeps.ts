import type { Log } from "../../../platform/log.ts";
import type { House } from "../../../platform/port.ts";
import { retention } from "../../../platform/retention.ts";
import type { Sql } from "../../../platform/sql.ts";
import { type Storage, storagePort } from "../../../platform/storage/storage.ts";
import type { Sweep } from "../../../platform/sweeps.ts";
import { privatePhotos, publicPhotos, variantKey } from "./photo-files.ts";

export interface PhotoSweepOptions {
  readonly house: House;
  readonly sql: Sql;
  readonly log: Log;
}

/** What belongs to nobody any more: uploads that never came, files without a row, rows without their files. */
export const photoSweeps = ({ house, sql, log }: PhotoSweepOptions): readonly Sweep[] => {
  const storage = () => storagePort.from({ house });
  return [
    uploadRetention(sql),
    orphanSweep({ name: "photo files", folder: publicPhotos, storage, keep: (ids) => findKept(sql, ids) }),
    orphanSweep({ name: "photo uploads", folder: privatePhotos, storage, keep: (ids) => findExpected(sql, ids) }),
    lossSweep({ storage, sql, log }),
  ];
};

/** The address is good for 15 minutes of real time; somebody slow may confirm a little later. */
const uploadRetention = (sql: Sql): Sweep =>
  retention({
    name: "photo.retention",
    sql,
    text: `delete from photo where id = any(array(
      select id from photo where status = 'awaiting_upload' and upload_expires_at < now() - interval '1 hour'
      order by upload_expires_at limit $1))`,
  });

const orphanBatch = 50;

interface Orphans {
  readonly name: string;
  readonly folder: string;
  storage(): Storage;
  /** Those of the photos whose files stay. */
  keep(ids: readonly string[]): Promise<readonly string[]>;
}

/**
 * Goes through a folder, a page a minute, and removes what no photo needs, some at a time. A photo's row is there before any of its
 * files, so that a folder without one is nobody's.
 */
function orphanSweep({ name, folder, storage, keep }: Orphans): Sweep {
  let page: string | undefined;
  return {
    name,
    everyMs: 60_000,
    async run() {
      const listed = await storage().listFolders(folder, page);
      const kept = new Set(await keep(listed.names.filter(isId)));
      const orphans = listed.names.filter((id) => !kept.has(id));
      const now = orphans.slice(0, orphanBatch);
      for (const id of now) await storage().removeFolder(`${folder}/${id}`);
      if (now.length === orphans.length) page = listed.next;
      return now.length;
    },
  };
}

const isId = (name: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);

const findKept = async (sql: Sql, ids: readonly string[]): Promise<readonly string[]> =>
  (await sql.all<{ id: string }>("photo_kept", "select id from photo where id = any($1::uuid[])", [ids])).map(idOf);

const findExpected = async (sql: Sql, ids: readonly string[]): Promise<readonly string[]> =>
  (
    await sql.all<{ id: string }>(
      "photo_expected",
      "select id from photo where id = any($1::uuid[]) and status in ('awaiting_upload', 'processing')",
      [ids],
    )
  ).map(idOf);

const idOf = ({ id }: { readonly id: string }) => id;

const lossBatch = 20;
const first = "00000000-0000-0000-0000-000000000000";

/**
 * Looks whether the files of photos are still there, some each minute. A lost one is shown to its host alone, as
 * rejected; if its files come back, as after a store was named wrongly, so does it.
 */
function lossSweep({ storage, sql, log }: { storage(): Storage; readonly sql: Sql; readonly log: Log }): Sweep {
  let after = first;
  return {
    name: "lost photos",
    everyMs: 60_000,
    async run() {
      const photos = await sql.all<{ id: string; hash: string; width: number; is_lost: boolean }>(
        "photo_loss_candidates",
        `select id, hash, widths[cardinality(widths)] as width, is_lost from photo
         where status = 'ready' and id > $1::uuid order by id limit $2`,
        [after, lossBatch],
      );
      let changed = 0;
      for (const { id, hash, width, is_lost: wasLost } of photos) {
        const isLost = (await storage().sizeOf(variantKey(id, { hash, width, format: "webp" }))) === undefined;
        if (isLost === wasLost) continue;
        const text = "update photo set is_lost = $2 where id = $1 and status = 'ready'";
        changed += await sql.run("photo_loss", text, [id, isLost]);
        if (isLost) log.error({ photoId: id }, "the files of a photo are lost");
      }
      after = photos.length < lossBatch ? first : (photos.at(-1)?.id ?? first);
      return changed;
    },
  };
}
