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

type Where = Pick<S3Options, "bucket" | "region" | "endpoint" | "forcePathStyle" | "publicUrl">;

/** Where people fetch a file. */
export function s3Address(options: Where, key: string): string {
  return `${(options.publicUrl ?? bucketUrl(options)).replace(/\/+$/, "")}/${key}`;
}

function bucketUrl({ endpoint, bucket, region, forcePathStyle }: Where): string {
  const url = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  if (forcePathStyle) return `${url.href.replace(/\/+$/, "")}/${bucket}`;
  url.hostname = `${bucket}.${url.hostname}`;
  return url.href;
}
