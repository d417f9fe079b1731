import { HeadBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { Disk } from "flydrive";
import { S3Driver } from "flydrive/drivers/s3";
import { type S3Options, s3Address } from "./s3-address.ts";
import { grantSeconds, type Storage } from "./storage.ts";
import { storageOnDisk } from "./storage-on-disk.ts";

/** Files in an S3-compatible store. Uploads go straight to it. */
export function createS3Storage(options: S3Options): Storage {
  const { bucket, region, endpoint, forcePathStyle } = options;
  const client = new S3Client({
    region,
    forcePathStyle,
    ...(endpoint !== undefined && { endpoint }),
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    // Else the SDK signs the checksum of an empty body into upload addresses, and older stores refuse its trailers.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 10_000 },
  });
  // Who may read what is the bucket's policy: many stores know no ACL.
  const disk = new Disk(new S3Driver({ client, bucket, visibility: "private", supportsACL: false }));
  return storageOnDisk(disk, {
    async grantUpload({ key, contentType, bytes }) {
      const expiresAt = new Date(Date.now() + grantSeconds * 1000).toISOString();
      const put = new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: contentType, ContentLength: bytes });
      // Length and type are part of the signature: another file is another request.
      const signableHeaders = new Set(["host", "content-type", "content-length"]);
      const url = await getSignedUrl(client, put, { expiresIn: grantSeconds, signableHeaders });
      return { method: "PUT", url, headers: { "content-type": contentType }, expiresAt };
    },
    check: async () => void (await client.send(new HeadBucketCommand({ Bucket: bucket }))),
    urlOf: (key) => s3Address(options, key),
  });
}
