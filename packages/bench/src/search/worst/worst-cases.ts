import type { Extremes } from "./find-extremes.ts";

/** A search that is hard to answer. */
export interface WorstCase {
  readonly name: string;
  readonly path: "listings" | "listings/facets";
  /** A list is sent as so many parameters of one name. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Whether each request has dates of its own. */
  readonly isDated: boolean;
  /** How many pages come before the one that is looked at. */
  readonly pagesBefore: number;
  /** How many rows one request may read, whatever there is; null where docs/search.md promises no bound. */
  readonly mostRows: number | null;
}

const page = 20;
const mostRowsOfPage = 20 * page;
/** And up to 210 homes that are priced, and those that are shown. */
const mostRowsOfTotals = 640;
/** Pages that the index of words names: of several looks, each of some hundred homes. */
const mostRowsOfWords = 50 * page;
/** What up to 4,000 homes have, or 8,000 are walked for: counted, looked up and asked. */
const mostRowsOfFew = 12_000;
const mostRowsOfFacets = 6000;
/** Fiji and what is around it. */
const acrossAntimeridian = { box: "175,-22,-175,-12" } as const;
const inTaveuni = { lat: "-16.8", lng: "179.97", radiusKm: "50" } as const;
const inEurope = { box: "-10,35,20,60" } as const;
// Of a stay, in minor units of any currency.
const dearestPrice = "90000000000";

/** All that are measured. */
export function worstCases({ currency, city, rareAmenities, words }: Extremes): readonly WorstCase[] {
  const world = { currency };
  const inCity = { city: city.name };
  const europe = { ...inEurope, currency: "EUR" };
  const rare = { amenities: rareAmenities };
  const rarest = { ...inCity, amenities: rareAmenities[0] ?? "" };
  const word = { q: words[0] };
  const dear = { ...inCity, currency: city.currency, minPrice: dearestPrice };
  return [
    byTotal("world", world),
    byTotal("world, any currency", {}),
    ...inOrders("world", world),
    upTo(mostRowsOfFew, byTotal("3 rare amenities", rare)),
    upTo(mostRowsOfFew, byKey("3 rare amenities", rare, "relevance")),
    upTo(mostRowsOfFew, byKey("3 rare amenities", rare, "rating")),
    upTo(mostRowsOfFew, byTotal("city, rare amenity", rarest)),
    byTotal("city", inCity),
    byKey("city", inCity, "rating"),
    byTotal("half of Europe", europe),
    ...inOrders("half of Europe", europe),
    byTotal("antimeridian", acrossAntimeridian),
    byKey("antimeridian", acrossAntimeridian, "rating"),
    byKey("antimeridian", inTaveuni, "distance"),
    upTo(mostRowsOfWords, byKey("frequent word", word, "relevance")),
    upTo(mostRowsOfWords, byKey("2 frequent words", { q: words.join(" ") }, "relevance")),
    upTo(mostRowsOfWords, byKey("city, its word", { ...inCity, q: city.word }, "relevance")),
    upTo(mostRowsOfFew, byTotal("frequent word", { ...word, currency: "EUR" })),
    byKey("frequent word", word, "newest"),
    unbounded(byTotal("16 guests", { ...world, guests: "16" })),
    unbounded(byTotal("city, price beyond all", dear)),
    farBehind(byTotal("city, page 10", inCity)),
    farBehind(byKey("city, page 10", inCity, "relevance")),
    facets("world", {}),
    facets("city", inCity),
    facets("half of Europe", inEurope),
    facets("antimeridian", acrossAntimeridian),
    facets("frequent word", word),
  ];
}

type Query = WorstCase["query"];

const sorts = {
  rating: "-rating",
  relevance: "relevance",
  newest: "-createdAt",
  nightly: "price",
  distance: "distance",
} as const;

const byTotal = (name: string, query: Query): WorstCase => ({
  ...{ name: `${name}: total`, path: "listings", isDated: true, pagesBefore: 0, mostRows: mostRowsOfTotals },
  query: { guests: "2", sort: "price", limit: String(page), ...query },
});

/** In an order that homes have without dates. */
const byKey = (name: string, query: Query, order: keyof typeof sorts): WorstCase => ({
  ...{ name: `${name}: ${order}`, path: "listings", isDated: false, pagesBefore: 0, mostRows: mostRowsOfPage },
  query: { sort: sorts[order], limit: String(page), ...query },
});

const inOrders = (name: string, query: Query): readonly WorstCase[] => [
  byKey(name, query, "rating"),
  upTo(query["box"] === undefined ? mostRowsOfPage : mostRowsOfWords, byKey(name, query, "relevance")),
  byKey(name, query, "newest"),
  byKey(name, query, "nightly"),
];

const facets = (name: string, query: Query): WorstCase => ({
  ...{ name: `facets: ${name}`, path: "listings/facets", isDated: false, pagesBefore: 0, mostRows: mostRowsOfFacets },
  query,
});

const upTo = (mostRows: number, one: WorstCase): WorstCase => ({ ...one, mostRows });

const unbounded = (one: WorstCase): WorstCase => ({ ...one, mostRows: null });

const farBehind = (one: WorstCase): WorstCase => ({ ...unbounded(one), pagesBefore: 9 });
