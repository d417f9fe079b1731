import { createHash } from "node:crypto";
import type { FeedFault } from "@roost/contract";
import { guardedFetchPort, type OutgoingAnswer } from "../../../platform/guarded-fetch.ts";
import { OutgoingRefused } from "../../../platform/outgoing-url.ts";
import type { House } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";
import type { Outcome } from "./apply-feed.ts";
import { faultOfStatus, feedFaultOf } from "./feed-faults.ts";
import { decodeFeed } from "./feed-text.ts";
import { readFeed } from "./read-feed.ts";

/** Fed when a calendar is due, new, or asked for. */
export const feedQueue = "listings.fetch-feed";

interface Source {
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly bodyHash: string | null;
  /** It was read today: then a condition may save the rest. Each day begins with the whole, since rules go on. */
  readonly isFresh: boolean;
  readonly timeZone: string;
  readonly today: string;
}

/** Fetches and reads a calendar, with no transaction open; undefined where it was removed. */
export async function fetchFeed(at: { house: House; sql: Sql }, feedId: string): Promise<Outcome | undefined> {
  const source = await at.sql.one<Source>("feed_source", sourceText, [feedId]);
  if (!source) return undefined;
  try {
    const { url, isFresh, etag, lastModified } = source;
    const headers = {
      accept: "text/calendar, text/plain;q=0.5, */*;q=0.1",
      ...(isFresh && etag !== null && { "if-none-match": etag }),
      ...(isFresh && lastModified !== null && { "if-modified-since": lastModified }),
    };
    return outcomeOf(await guardedFetchPort.from(at)({ url, headers }), source);
  } catch (error) {
    if (error instanceof OutgoingRefused) return failed(feedFaultOf(error.fault));
    throw error;
  }
}

const sourceText = `select f.url, f.etag, f.last_modified as "lastModified", f.body_hash as "bodyHash",
    l.time_zone as "timeZone", d.today,
    coalesce((f.last_synced_at at time zone l.time_zone)::date = d.today, false) as "isFresh"
  from calendar_feed f join listing l on l.id = f.listing_id
  cross join lateral (select (roost_now() at time zone l.time_zone)::date as today) d where f.id = $1`;

function outcomeOf({ status, headers, body }: OutgoingAnswer, { bodyHash: before, timeZone, today }: Source): Outcome {
  if (status === 304 && before !== null) return { kind: "unchanged" };
  const fault = faultOfStatus(status);
  if (fault) return failed(fault);
  // What a rule means depends on the day, so that the same text is read anew on another.
  const bodyHash = createHash("sha256").update(today).update(body).digest("hex");
  if (bodyHash === before) return { kind: "unchanged" };
  const { kind, events, unread } = readFeed(decodeFeed(body, headers["content-type"]), { timeZone, today });
  if (kind === "no_calendar") return failed("not_a_calendar");
  if (kind === "too_much") return failed("too_much");
  const { etag = null, "last-modified": lastModified = null } = headers;
  return {
    kind: "read",
    isWhole: kind === "whole",
    events: [...events],
    unread: [...unread],
    etag,
    lastModified,
    bodyHash,
  };
}

const failed = (fault: FeedFault): Outcome => ({ kind: "failed", fault });
