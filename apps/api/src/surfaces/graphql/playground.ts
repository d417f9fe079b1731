import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
import type { FastifyReply, FastifyRequest } from "fastify";

// GraphiQL is one page with everything inside: scripts and styles of its own, and workers made from blobs.
const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob:",
  "worker-src blob:",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "font-src data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The playground, in development only; the page is 9 MB and comes from this process, without a CDN. */
export function playground() {
  let page: string | undefined;
  return (_request: FastifyRequest, reply: FastifyReply) => {
    page ??= renderGraphiQL({ endpoint: "/graphql", title: "Roost" });
    return reply.type("text/html; charset=utf-8").header("content-security-policy", policy).send(page);
  };
}
