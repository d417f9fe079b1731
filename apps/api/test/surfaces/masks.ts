import { plainHome } from "../factories.ts";

/** What differs from one run to the next, and what is put in its place. */
const masks: readonly (readonly [pattern: RegExp, mask: string])[] = [
  [/\$argon2id\$[^"\\]+/g, "(password)"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "(id)"],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)/g, "(instant)"],
  [/\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\b/g, "(instant)"],
  [/\\\\x[0-9a-f]+/g, "(bytes)"],
  [/\b(?:pi|pm|ch|evt|re|req|du|txn|acct|ba|tr|trr|po|py|link)_\w+/g, "(provider's id)"],
  [/\b[a-z2-7]{40}\b/g, "(token)"],
  [/(uploads\/)[\w.-]+/g, "$1(token)"],
  [/("upload_name": )"\w+"/g, '$1"(name)"'],
  [/([?&]token=)[\w-]+/g, "$1(token)"],
  [/http:\/\/127\.0\.0\.1:\d+/g, "(origin)"],
  [/("(?:public_(?:lat|long)itude|lat|lng)": )-?[\d.]+/g, "$1(near)"],
  // Within an answer that is kept under its key.
  [/(\\"(?:lat|long)itude\\":)-?[\d.]+/g, "$1(near)"],
  // Lots and cells of the map, which the index of words knows a home by, follow from its id and its public point.
  [/'(?:%\d+|\^[a-e]\d+:\d+)' ?/g, ""],
  [/("nextCursor":)"[^"]+"/g, '$1"(cursor)"'],
  [/("distanceKm":)[\d.]+/g, '$1"(km)"'],
  // How often the worker had to ask, and the provider's own words, are the same story told by another clock.
  [/("attempts": )\d+/g, "$1(n)"],
  [/("(?:body|last_error)": )"(?:[^"\\]|\\.)*"/g, "$1(text)"],
];

export const maskedText = (text: string): string =>
  masks.reduce((masked, [pattern, mask]) => masked.replaceAll(pattern, mask), text);

/** A value as every run has it: where strangers see a home, and all that is drawn, told or made anew, is masked. */
export const masked = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(maskedText(JSON.stringify(value, blurred)));

function blurred(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("latitude" in value && "longitude" in value)) return value;
  const isExact = value.latitude === plainHome.latitude && value.longitude === plainHome.longitude;
  return isExact ? value : { ...value, latitude: "(near)", longitude: "(near)" };
}
