import type { Photo } from "@roost/contract";
import type { House } from "../../../platform/port.ts";
import { storagePort } from "../../../platform/storage/storage.ts";
import { photoFormats, variantKey } from "./photo-files.ts";
import type { ShownPhotoRow } from "./photo-row.ts";
import { heightAt } from "./photo-sizes.ts";

interface Place {
  readonly house: House;
}

/** A photo as its host sees it. */
export function photoOf(at: Place, row: ShownPhotoRow): Photo {
  const { id, status, alt, width, height, thumbhash } = row;
  const isShown = isVisible(row);
  return {
    ...{ id, alt, width, height, thumbhash },
    status: row.isLost ? "rejected" : status,
    variants: isShown ? variantsOf(at, row) : [],
    rejection: row.isLost ? "lost" : row.rejection,
  };
}

/** A home's photos for its host, or as far as everybody sees them. */
export const photosFor = (at: Place, rows: readonly ShownPhotoRow[] | null, isInsider: boolean): Photo[] =>
  (rows ?? []).filter((row) => isInsider || isVisible(row)).map((row) => photoOf(at, row));

const isVisible = ({ status, isLost }: ShownPhotoRow): boolean => status === "ready" && !isLost;

function variantsOf(at: Place, { id, hash, width, height, widths }: ShownPhotoRow): Photo["variants"] {
  if (hash === null || width === null || height === null) return [];
  const storage = storagePort.from(at);
  return widths.flatMap((wide) =>
    photoFormats.map((format) => ({
      format,
      width: wide,
      height: heightAt({ width, height }, wide),
      url: storage.urlOf(variantKey(id, { hash, width: wide, format })),
    })),
  );
}
