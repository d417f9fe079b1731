/** Widths that variants are made in. */
const targets = [320, 800, 1600] as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The sizes of a picture's variants, smallest first. Never larger than the picture; a tall one, such as a panorama on
 * its side, is bounded by twice the width, so that no variant has more than 1600 x 3200 pixels.
 */
export function photoSizes({ width, height }: Size): readonly Size[] {
  const widths = targets.map((target) => {
    const scale = Math.min(1, target / width, (2 * target) / height);
    return Math.max(1, Math.round(width * scale));
  });
  return [...new Set(widths)].map((at) => ({ width: at, height: heightAt({ width, height }, at) }));
}

/** How high a picture is at another width. */
export const heightAt = ({ width, height }: Size, at: number): number => Math.max(1, Math.round((height * at) / width));
