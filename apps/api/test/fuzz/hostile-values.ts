import fc from "fast-check";

const texts = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud83d",
  "\udc00x",
  "\u202eoslO\u202c",
  "مرحبا",
  "👩‍👩‍👧‍👦",
  "e\u0301".repeat(40),
  "\ufeff",
  "\r\nBcc: x@example.com",
  "'; drop table booking; --",
  "%00",
  "../../etc/passwd",
  "{{7*7}}",
  "null",
  "NaN",
  "1e400",
  "-0",
  "x".repeat(300),
];

const numbers = [0, -0, -1, 0.5, 1e-300, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e21, 1e308, Infinity, -Infinity];
const largeIntegers = [9_007_199_254_740_993n, -9_223_372_036_854_775_809n, 10n ** 60n];

/** Keys that nobody may send; `Object.fromEntries` makes each a field of its own. */
export const strayKeys = [
  "x",
  "",
  "id",
  "roles",
  "status",
  "hostId",
  "userId",
  "isAdmin",
  "total",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "a/b~c",
  "a.b",
  "a[]",
  "\u0000",
  "\ud83d",
  "$where",
] as const;

const nested = (levels: number): unknown => Array.from({ length: levels }).reduce((inner) => [inner], 0);
const chain = (levels: number): unknown => Array.from({ length: levels }).reduce((inner) => ({ a: inner }), 0);

/** What no field of ours takes, and what programs fall over. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[[[]]]], [{}]) },
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...texts) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...numbers, ...largeIntegers) },
  { weight: 1, arbitrary: fc.constantFrom(nested(15), nested(21), chain(15), chain(30)) },
  { weight: 1, arbitrary: fc.constantFrom(...strayKeys).map((key) => Object.fromEntries([[key, { polluted: true }]])) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }) },
);
