import { expect, test } from "vitest";
import { s3Address } from "./s3-address.ts";

const amazon = { bucket: "photos", region: "eu-north-1", forcePathStyle: false } as const;

test.each([
  ["Amazon's, by host", amazon, "https://photos.s3.eu-north-1.amazonaws.com/public/a.webp"],
  [
    "Amazon's, by path",
    { ...amazon, forcePathStyle: true },
    "https://s3.eu-north-1.amazonaws.com/photos/public/a.webp",
  ],
  ["another store, by host", { ...amazon, endpoint: "https://s.example" }, "https://photos.s.example/public/a.webp"],
  [
    "another store, by path, with a slash",
    { ...amazon, endpoint: "http://127.0.0.1:9000/", forcePathStyle: true },
    "http://127.0.0.1:9000/photos/public/a.webp",
  ],
  ["a CDN", { ...amazon, publicUrl: "https://cdn.example/x/" }, "https://cdn.example/x/public/a.webp"],
])("people fetch from %s", (_what, options, address) => {
  expect(s3Address(options, "public/a.webp")).toBe(address);
});
