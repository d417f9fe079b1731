import { calendarQueue } from "../src/modules/listings/index.ts";
import { type HttpsServer, startHttpsServer } from "./https-server.ts";
import type { Rig } from "./rig.ts";

const feedHost = "feeds.example.com";
export const feedUrl = `https://${feedHost}/calendar.ics`;

/** One line each: `uid first until`, dates as 2026-12-01, after each other in one calendar. */
function calendarOf(...events: readonly string[]): string {
  const lines = events.flatMap((event) => {
    const [uid, first = "", until = ""] = event.split(" ");
    const date = (text: string) => text.replaceAll("-", "");
    const nights = [`DTSTART;VALUE=DATE:${date(first)}`, `DTEND;VALUE=DATE:${date(until)}`];
    return ["BEGIN:VEVENT", `UID:${uid}`, ...nights, "END:VEVENT"];
  });
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Another site//EN", ...lines, "END:VCALENDAR", ""].join("\r\n");
}

export interface FeedServer extends HttpsServer {
  /** What an app must know to find it. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the calendar says from now on. */
  serve(...events: readonly string[]): void;
}

/** Another site with one calendar, which answers If-None-Match as it should. */
export async function startFeedServer(): Promise<FeedServer> {
  const server = await startHttpsServer([feedHost]);
  let version = 0;
  return {
    ...server,
    variables: {
      ROOST_SANDBOX: "true",
      OUTGOING_SANDBOX_HOSTS: `${feedHost}=127.0.0.1:${server.port}`,
      OUTGOING_SANDBOX_CA: server.ca,
    },
    serve(...events) {
      version += 1;
      const [etag, body] = [`"${version}"`, calendarOf(...events)];
      server.answer((request, response) => {
        const isKnown = request.headers["if-none-match"] === etag;
        response.writeHead(isKnown ? 304 : 200, { etag, "content-type": "text/calendar" }).end(isKnown ? "" : body);
      });
    },
  };
}

/** Does what a worker would with the job of a feed. */
export const syncNow = ({ app }: Rig, feedId: string): Promise<void> => calendarQueue(app).handle({ feedId });
