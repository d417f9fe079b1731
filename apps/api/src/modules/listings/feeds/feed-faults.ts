import type { FeedFault } from "@roost/contract";
import { faultWords, type OutgoingFault } from "../../../platform/outgoing-url.ts";

/** What the host is told of a calendar that could not be read. */
export const feedFaultWords: Readonly<Record<FeedFault, string>> = {
  unknown_host: faultWords.unknown_host,
  unreachable: faultWords.unreachable,
  certificate: faultWords.certificate,
  private_address: faultWords.private_address,
  redirect: faultWords.redirect,
  timeout: faultWords.timeout,
  too_large: "The calendar is larger than 1 MB.",
  unreadable: faultWords.protocol,
  denied: "The server does not let us read the calendar. Copy its address again from the other site.",
  not_found: "There is no calendar at this address any more. Copy its address again from the other site.",
  server_error: "The other site has trouble. We try again.",
  not_a_calendar: "What is at this address is no calendar in iCalendar form.",
  cut_off: "The calendar broke off in the middle. What came is taken; nothing was set free.",
  too_much: "The calendar has more in it than we read: 5,000 ranges of nights, or rules without end.",
};

/** What a refusal of the guarded fetch is to the host of a calendar. */
export function feedFaultOf(fault: OutgoingFault): FeedFault {
  switch (fault) {
    case "protocol":
      return "unreadable";
    case "invalid_address":
    case "not_https":
    case "credentials":
    case "port":
      // Addresses are checked when they are given; one that came in otherwise leads nowhere.
      return "unreachable";
    default:
      return fault;
  }
}

/** What a status that is no calendar is; undefined for 200. */
export function faultOfStatus(status: number): FeedFault | undefined {
  if (status === 200) return undefined;
  if (status === 401 || status === 403) return "denied";
  if (status === 404 || status === 410) return "not_found";
  return status >= 500 || status === 429 ? "server_error" : "unreadable";
}
