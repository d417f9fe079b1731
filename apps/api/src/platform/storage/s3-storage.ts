import { HeadBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { Disk } from "flydrive";
import { S3Driver } from "flydrive/drivers/s3";
import { grantSeconds, type Storage } from "./storage.ts";
import { storageOnDisk } from "./storage-on-disk.ts";

export interface S3Options {
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Where the store is, unless it is Amazon's. */
  readonly endpoint?: string | undefined;
  /** The bucket in the path, and not in the host's name. */
  readonly forcePathStyle: boolean;
  /** Where people fetch what is below `public/`, as from a CDN; the bucket itself where absent. */
  readonly publicUrl?: string | undefined;
}

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
  const base = (options.publicUrl ?? bucketUrl(options)).replace(/\/+$/, "");
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
    urlOf: (key) => `${base}/${key}`,
  });
}

function bucketUrl({ endpoint, bucket, region, forcePathStyle }: S3Options): string {
  const url = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  if (forcePathStyle) return `${url.href.replace(/\/+$/, "")}/${bucket}`;
  url.hostname = `${bucket}.${url.hostname}`;
  return url.href;
}
