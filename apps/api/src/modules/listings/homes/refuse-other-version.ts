import { AppError } from "../../../platform/errors.ts";

interface Versioned {
  readonly version: number;
}

/** Refuses a change that was meant for another version of a home: somebody has changed it since. */
export function refuseOtherVersion({ version }: Versioned, expected: number | undefined): void {
  if (expected === undefined || expected === version) return;
  const detail = `The listing is at version ${version}, and this change is for version ${expected}.`;
  throw new AppError("listing.version_changed", { detail, details: { version } });
}
