import { AppError } from "../../platform/errors.ts";

const maxLength = 2048;

/** Refuses an address that is too long, or whose query says nothing: bytes that are no UTF-8, a % that encodes nothing. */
export function checkAddress(url: string): void {
  if (url.length > maxLength) {
    throw new AppError("request.invalid", { detail: `The address is longer than ${maxLength} characters.` });
  }
  const at = url.indexOf("?");
  if (at < 0 || !url.includes("%", at)) return;
  for (const pair of url.slice(at + 1).split("&")) {
    if (decoded(pair) !== undefined) continue;
    const [name = ""] = pair.split("=", 1);
    const pointer = `/${decoded(name) ?? ""}`;
    const detail = "must be UTF-8, percent-encoded";
    throw new AppError("request.invalid", {
      detail: `${pointer}: ${detail}`,
      issues: [{ pointer, code: "invalid_encoding", detail }],
    });
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
