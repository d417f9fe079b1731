import Fastify, { type FastifyRequest } from "fastify";
import { bookStay } from "./bare/book-stay.ts";
import { createPool, searchSettings } from "./bare/database.ts";
import { getListing } from "./bare/get-listing.ts";
import { listListings } from "./bare/list-listings.ts";
import { searchListings } from "./bare/search-listings.ts";

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
    return reply.type(json).send(JSON.stringify(listing));
  });

  app.get<{ Querystring: Record<string, string> }>("/api/v1/listings", async ({ query }, reply) => {
    const { city = "", checkIn, checkOut } = query;
    const list = { city, guests: Number(query["guests"]), limit: Number(query["limit"]) };
    const isSearch = checkIn !== undefined && checkOut !== undefined;
    const page = isSearch ? searchListings(searches, { ...list, checkIn, checkOut }) : listListings(searches, list);
    return reply.type(json).send(JSON.stringify(await page));
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

const requestIdOf = (request: FastifyRequest) => String(request.headers["x-request-id"] ?? crypto.randomUUID());

await main();
