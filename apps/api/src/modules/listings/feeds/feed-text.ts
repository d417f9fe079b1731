/** The components of a feed that say when a home is taken, as unfolded lines. */
export interface FeedText {
  /** `cut_off`: it began and did not end, so that what is missing in it means nothing. */
  readonly kind: "whole" | "cut_off" | "no_calendar";
  readonly events: readonly (readonly string[])[];
  readonly zones: readonly (readonly string[])[];
}

/** The text of an answer: UTF-8 wherever it can be, else what the server says, else what old Windows programs write. */
export function decodeFeed(body: Uint8Array, contentType: string | undefined): string {
  const said = /charset="?([\w.:-]+)/i.exec(contentType ?? "")?.[1];
  for (const label of ["utf-8", ...(said === undefined ? [] : [said])]) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(body);
    } catch {
      // Not this one, or none that is known.
    }
  }
  return new TextDecoder("windows-1252").decode(body);
}

/**
 * Takes a feed apart without reading it: an event that cannot be read then leaves the others alone. Of an event only the
 * lines about time are kept: what it says about people is not looked at.
 */
export function splitFeed(text: string): FeedText {
  const events: string[][] = [];
  const zones: string[][] = [];
  const open: string[] = [];
  let isCalendar = false;
  let current: string[] = [];
  for (const line of unfolded(text)) {
    const [, edge, component] = /^(begin|end):\s*([\w-]+)\s*$/i.exec(line)?.map((part) => part.toLowerCase()) ?? [];
    if (edge === "begin" && component !== undefined) {
      isCalendar ||= component === "vcalendar";
      open.push(component);
      if (open.length === 2) current = [];
    }
    const kind = open[0] === "vcalendar" ? open[1] : undefined;
    const isWanted = kind === "vtimezone" || (kind === "vevent" && open.length === 2 && aboutTime.test(line));
    if (isWanted) current.push(line);
    if (edge === "end" && component !== undefined) {
      const at = open.lastIndexOf(component);
      if (at === 1 && kind === "vevent") events.push(current);
      if (at === 1 && kind === "vtimezone") zones.push(current);
      // What was opened within and never closed ends with it.
      if (at >= 0) open.length = at;
    }
  }
  return { kind: isCalendar ? (open.length === 0 ? "whole" : "cut_off") : "no_calendar", events, zones };
}

const aboutTime = /^(?:uid|dtstart|dtend|duration|rrule|rdate|exdate|recurrence-id|sequence|status|transp)[;:]/i;

/** RFC 5545, 3.1: a line that begins with a space or a tab goes on with the one before. */
function* unfolded(text: string): Generator<string> {
  let line = "";
  for (const next of text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/)) {
    if (next.startsWith(" ") || next.startsWith("\t")) {
      line += next.slice(1);
      continue;
    }
    yield line;
    line = next;
  }
  yield line;
}
