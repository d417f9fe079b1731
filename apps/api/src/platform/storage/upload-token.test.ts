import fc from "fast-check";
import { expect, test } from "vitest";
import { readUploadToken, writeUploadToken } from "./upload-token.ts";

const secret = "a secret of tests";
const upload = { key: "private/photos/1/a", contentType: "image/png", bytes: 12, expires: 1_800_000_000 };
const at = (seconds: number) => new Date(seconds * 1000);

test("a token lets its bearer do what was written, until it expires", () => {
  const token = writeUploadToken(secret, upload);
  expect(readUploadToken(secret, token, at(upload.expires - 1))).toEqual(upload);
  expect(readUploadToken(secret, token, at(upload.expires))).toBeUndefined();
  expect(readUploadToken("another secret", token, at(0))).toBeUndefined();
});

test("a token fits in an address", () => {
  const key = `private/photos/${"0".repeat(36)}/${"0".repeat(32)}`;
  expect(writeUploadToken(secret, { ...upload, key, bytes: 20 * 1024 * 1024 }).length).toBeLessThan(300);
});

test("no text but the token itself is one", () => {
  const token = writeUploadToken(secret, upload);
  const edited = fc
    .tuple(fc.nat(token.length), fc.nat(3), fc.string({ maxLength: 3 }))
    .map(([from, cut, put]) => token.slice(0, from) + put + token.slice(from + cut))
    .filter((text) => text !== token);
  fc.assert(
    fc.property(fc.oneof(edited, fc.string(), fc.base64String()), (text) => {
      expect(readUploadToken(secret, text, at(0))).toBeUndefined();
    }),
  );
});
