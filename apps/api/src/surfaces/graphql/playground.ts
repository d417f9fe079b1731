import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../platform/errors.ts";

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
  return (request: FastifyRequest, reply: FastifyReply) => {
    // A program that asks for JSON by GET wants an answer, not a page: operations are sent by POST.
    if (!request.headers.accept?.includes("text/html")) {
      reply.header("allow", "POST");
      throw new AppError("request.method_not_allowed");
    }
    page ??= renderGraphiQL({ endpoint: "/graphql", title: "Roost" });
    return reply.type("text/html; charset=utf-8").header("content-security-policy", policy).send(page);
  };
}
