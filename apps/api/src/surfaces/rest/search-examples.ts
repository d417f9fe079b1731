import type { ListingFacets } from "@roost/contract";
import type { Example } from "./example.ts";

const kroner = (amount: number) => ({ amount, currency: "NOK" }) as const;

const facets: ListingFacets = {
  ...{ count: 312, isCapped: false, instant: 204 },
  roomTypes: [
    { roomType: "entire", count: 260 },
    { roomType: "private", count: 52 },
  ],
  amenities: [
    { amenity: "wifi", count: 301 },
    { amenity: "sauna", count: 18 },
  ],
  prices: [
    { from: kroner(45_000), to: kroner(120_000), count: 188 },
    { from: kroner(120_000), to: kroner(410_000), count: 124 },
  ],
  clusters: [
    { latitude: 59.9231, longitude: 10.7592, count: 201, cheapest: kroner(45_000) },
    { latitude: 59.9107, longitude: 10.7301, count: 111, cheapest: kroner(71_000) },
  ],
};

export const searchExamples: Readonly<Record<string, Example>> = {
  "listings.facets": {
    input: { box: "10.65,59.88,10.85,59.95", checkIn: "2027-04-03", checkOut: "2027-04-06", guests: 2 },
    output: facets,
  },
  "listings.suggestPlaces": {
    input: { q: "tron" },
    output: {
      data: [
        {
          ...{ name: "Trondheim", country: "NO", region: "Trøndelag", latitude: 63.4305, longitude: 10.3951 },
          homes: 214,
        },
      ],
    },
  },
};
