interface Heat {
  /** So often within a span, and it is hot; up to 127. */
  readonly often: number;
  readonly spanMs: number;
}

const places = 2 ** 16;

/**
 * Whether a key is asked for often: says so of each time it is asked for. Keys are counted in places of one byte, by a hash,
 * so that what is asked for once costs no memory; who shares a place with others is hot a little sooner. Half of a count is
 * forgotten with each span.
 */
export function hotKeys({ often, spanMs }: Heat): (key: string) => boolean {
  const counts = new Uint8Array(places);
  let since = performance.now();
  return (key) => {
    const spans = Math.floor((performance.now() - since) / spanMs);
    if (spans > 0) {
      since += spans * spanMs;
      for (let at = 0; at < places; at += 1) counts[at] = (counts[at] ?? 0) >> Math.min(spans, 8);
    }
    const place = placeOf(key);
    const count = counts[place] ?? 0;
    // Twice as much is counted, so that what stays hot is hot when half of it is forgotten.
    if (count < 2 * often) counts[place] = count + 1;
    return count >= often;
  };
}

/** FNV-1a, folded to 16 bits. */
function placeOf(key: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01_00_01_93);
  return ((hash >>> 16) ^ hash) & (places - 1);
}
