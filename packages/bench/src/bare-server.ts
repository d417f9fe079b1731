import { hash } from "node:crypto";
import Fastify, { type FastifyRequest } from "fastify";
import type pg from "pg";
import { bookStay } from "./bare/book-stay.ts";
import { createPool, searchSettings } from "./bare/database.ts";
import { getListing } from "./bare/get-listing.ts";
import { listListings } from "./bare/list-listings.ts";
import { countFacets } from "./bare/search/count-facets.ts";
import { listByRating } from "./bare/search/list-by-rating.ts";
import { searchByText } from "./bare/search/search-by-text.ts";
import { searchListings } from "./bare/search/search-listings.ts";

/** The floor: the same answers from the same rows, with Fastify, pg and hand-written SQL, and nothing in between. */
async function main(): Promise<void> {
  const url = process.env["DATABASE_URL"] ?? "";
  const size = Number(process.env["DATABASE_POOL_SIZE"] ?? 16);
  const pool = createPool(url, size);
  const searches = createPool(url, size, searchSettings);
  const app = Fastify({ logger: false });
  const json = "application/json; charset=utf-8";

  app.get("/livez", async () => ({ status: "ok" }));

  app.get<{ Params: { listingId: string } }>("/api/v1/listings/:listingId", async (request, reply) => {
    const listing = await getListing(pool, request.params.listingId);
    if (!listing) return reply.code(404).send({ code: "not_found" });
    const body = JSON.stringify(listing);
    const known = request.headers["if-none-match"];
    if (known === undefined) return reply.type(json).send(body);
    const tag = `"${hash("sha256", body, "base64url")}"`;
    reply.header("etag", tag);
    return known === tag ? reply.code(304).send() : reply.type(json).send(body);
  });

  app.get<{ Querystring: Record<string, string> }>("/api/v1/listings", async ({ query }, reply) => {
    return reply.type(json).send(JSON.stringify(await pageOf(searches, query)));
  });

  app.get<{ Querystring: Record<string, string> }>("/api/v1/listings/facets", async ({ query }, reply) => {
    const facets = await countFacets(searches, { box: query["box"] ?? "", guests: Number(query["guests"]) });
    return reply.type(json).send(JSON.stringify(facets));
  });

  app.post<{ Body: { quoteId: string } }>("/api/v1/bookings", async (request, reply) => {
    const key = request.headers["idempotency-key"];
    const [, token] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "") ?? [];
    if (typeof key !== "string" || token === undefined) return reply.code(400).send({ code: "request.invalid" });
    const { quoteId } = request.body;
    const { status, body } = await bookStay(pool, { token, key, quoteId, requestId: requestIdOf(request) });
    return reply.code(status).type(json).send(body);
  });

  process.once("SIGTERM", () => void app.close().then(() => Promise.all([pool.end(), searches.end()])));
  await app.listen({ port: Number(process.env["PORT"]), host: "127.0.0.1" });
}

type Query = Readonly<Record<string, string>>;

function pageOf(pool: pg.Pool, { city, checkIn, checkOut, currency, sort, ...query }: Query): Promise<object> {
  if (query["q"] !== undefined) return searchByText(pool, { q: query["q"], city, limit: Number(query["limit"]) });
  const list = { city: city ?? "", guests: Number(query["guests"]), limit: Number(query["limit"]) };
  if (sort === "-rating") return listByRating(pool, list);
  if (checkIn === undefined || checkOut === undefined) return listListings(pool, list);
  return searchListings(pool, { ...list, checkIn, checkOut, currency });
}

const requestIdOf = (request: FastifyRequest) => String(request.headers["x-request-id"] ?? crypto.randomUUID());

await main();
