import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { certificateFor } from "../../test/certificate.ts";
import { type HttpsServer, startHttpsServer } from "../../test/https-server.ts";
import { createGuardedFetch, type OutgoingAnswer, publicReach, type Reach } from "./guarded-fetch.ts";
import { OutgoingRefused } from "./outgoing-url.ts";

const host = "feeds.example.com";
let server: HttpsServer;
let reach: Reach;
beforeAll(async () => {
  server = await startHttpsServer([host, "127.0.0.1"]);
});
afterAll(() => server.close());
beforeEach(() => {
  server.answer((_request, response) => void response.end("hello"));
  reach = {
    resolve: async () => ["127.0.0.1"],
    mayConnect: (address) => address === "127.0.0.1",
    port: () => server.port,
    ca: server.ca,
  };
});

const fetched = (url = `https://${host}/a?b`, other: Partial<Reach> = {}, headers = {}): Promise<OutgoingAnswer> =>
  createGuardedFetch({ ...reach, ...other })({ url, headers });

const fault = async (url?: string, other?: Partial<Reach>): Promise<unknown> =>
  fetched(url, other).then(
    () => "an answer",
    (error: unknown) => (error instanceof OutgoingRefused ? error.fault : error),
  );

test("what a server answers comes back, whatever its status", async () => {
  server.answer((request, response) => {
    const body = `${request.method} ${request.url} ${request.headers.host} ${request.headers["if-none-match"]}`;
    response.writeHead(418, { etag: '"1"' }).end(body);
  });
  const { status, headers, body } = await fetched(undefined, {}, { "if-none-match": '"0"' });
  expect([status, headers.etag, body.toString()]).toEqual([418, '"1"', `GET /a?b ${host} "0"`]);
});

test("a body is sent", async () => {
  server.answer((request, response) => {
    request.pipe(response);
  });
  const { body } = await createGuardedFetch(reach)({ url: `https://${host}/`, method: "POST", body: "æøå" });
  expect(body.toString()).toBe("æøå");
});

test("304 is an answer, and any other 3xx is not followed", async () => {
  server.answer((_request, response) => void response.writeHead(304).end());
  expect((await fetched()).status).toBe(304);
  const before = server.asked.length;
  for (const status of [301, 302, 303, 307, 308]) {
    server.answer((_request, response) => void response.writeHead(status, { location: `https://${host}/else` }).end());
    expect(await fault()).toBe("redirect");
  }
  expect(server.asked.slice(before)).toEqual(Array.from({ length: 5 }, () => "GET /a?b"));
});

test.each([
  ["http://example.com/", "not_https"],
  ["ftp://example.com/", "not_https"],
  ["file:///etc/passwd", "not_https"],
  ["javascript:alert(1)", "not_https"],
  ["example.com/a.ics", "invalid_address"],
  ["", "invalid_address"],
  [`https://example.com/${"a".repeat(2100)}`, "invalid_address"],
  ["https://me@example.com/", "credentials"],
  ["https://me:secret@example.com/", "credentials"],
  ["https://example.com@127.0.0.1/", "credentials"],
  ["https://example.com:8443/", "port"],
  ["https://example.com:22/", "port"],
  ["https://example.com./", "invalid_address"],
  ["https://intranet/", "invalid_address"],
  ["https://localhost/", "private_address"],
  ["https://LOCALHOST/", "private_address"],
  ["https://localhost./", "private_address"],
  ["https://a.localhost/", "private_address"],
  ["https://a.localhost./", "private_address"],
  ["https://127.0.0.1/", "private_address"],
  ["https://127.0.0.1./", "private_address"],
  ["https://127.1/", "private_address"],
  ["https://2130706433/", "private_address"],
  ["https://0x7f000001/", "private_address"],
  ["https://0x7f.0.0.1/", "private_address"],
  ["https://0177.0.0.1/", "private_address"],
  ["https://017700000001/", "private_address"],
  ["https://127.000.000.001/", "private_address"],
  ["https://１２７.０.０.１/", "private_address"],
  ["https://①②⑦.⓪.⓪.①/", "private_address"],
  ["https://127。0。0。1/", "private_address"],
  ["https://%31%32%37.0.0.1/", "private_address"],
  ["https://0/", "private_address"],
  ["https://10.1.2.3/", "private_address"],
  ["https://169.254.169.254/latest/meta-data", "private_address"],
  ["https://[::1]/", "private_address"],
  ["https://[0:0:0:0:0:0:0:1]/", "private_address"],
  ["https://[::]/", "private_address"],
  ["https://[::ffff:127.0.0.1]/", "private_address"],
  ["https://[::ffff:7f00:1]/", "private_address"],
  ["https://[64:ff9b::127.0.0.1]/", "private_address"],
  ["https://[2002:7f00:1::]/", "private_address"],
  ["https://[fe80::1]/", "private_address"],
  ["https://[fd00:ec2::254]/", "private_address"],
])("%s is not called: %s", async (url, expected) => {
  const before = server.asked.length;
  let resolved = 0;
  const resolve = async () => {
    resolved += 1;
    return ["127.0.0.1"];
  };
  expect(await fault(url, { resolve, mayConnect: publicReach.mayConnect })).toBe(expected);
  expect([server.asked.length, resolved]).toEqual([before, 0]);
});

test("a name that leads into a private network is not called", async () => {
  const before = server.asked.length;
  for (const address of ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1"]) {
    expect(await fault(undefined, { resolve: async () => [address], mayConnect: publicReach.mayConnect })).toBe(
      "private_address",
    );
  }
  expect(server.asked.length).toBe(before);
});

test("of several addresses the private ones are never tried", async () => {
  // 127.0.0.1 plays the public one here.
  const tried: string[] = [];
  const mayConnect = (address: string) => {
    tried.push(address);
    return address === "127.0.0.1";
  };
  const resolve = async () => ["10.0.0.1", "127.0.0.1", "::1"];
  expect((await fetched(undefined, { resolve, mayConnect })).status).toBe(200);
  // Each that was resolved, then the one that was connected to.
  expect(tried).toEqual(["10.0.0.1", "127.0.0.1", "::1", "127.0.0.1"]);
});

test("a name that changes between two looks is looked up once, and what is connected to is checked again", async () => {
  let looks = 0;
  const resolve = async () => {
    looks += 1;
    return looks === 1 ? ["127.0.0.1"] : ["10.0.0.1"];
  };
  expect((await fetched(undefined, { resolve })).status).toBe(200);
  expect(looks).toBe(1);
  // A socket that ends up elsewhere than at what was allowed, however it came there.
  let asked = 0;
  const before = server.asked.length;
  const mayConnect = () => (asked += 1) === 1;
  expect(await fault(undefined, { mayConnect })).toBe("private_address");
  expect(server.asked.length).toBe(before);
});

test("an address in numbers, which nobody looks up, is checked all the same", async () => {
  const seen: string[] = [];
  const mayConnect = (address: string) => {
    seen.push(address);
    return false;
  };
  expect(await fault("https://1.1.1.1/", { mayConnect })).toBe("private_address");
  expect(await fault("https://[2606:4700::1111]/", { mayConnect })).toBe("private_address");
  expect(seen).toEqual(["1.1.1.1", "2606:4700::1111"]);
});

test("what does not exist, does not listen or shows another's certificate is told apart", async () => {
  expect(await fault(undefined, { resolve: async () => [] })).toBe("unknown_host");
  const failing = async () => {
    throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
  };
  expect(await fault(undefined, { resolve: failing })).toBe("unknown_host");
  expect(await fault(undefined, { port: () => 9 })).toBe("unreachable");
  expect(await fault("https://other.example.com/")).toBe("certificate");
  expect(await fault(undefined, { ca: certificateFor([host]).cert })).toBe("certificate");
  expect(await fault(undefined, { ca: undefined })).toBe("certificate");
});

test("a server that is silent, drips, or never ends its head is given up in time", async () => {
  const timeoutMs = 150;
  server.answer(() => undefined);
  expect(await fault(undefined, { timeoutMs })).toBe("timeout");
  server.answer((_request, response) => {
    const drip = setInterval(() => response.write("."), 10);
    response.on("close", () => clearInterval(drip));
  });
  expect(await fault(undefined, { timeoutMs })).toBe("timeout");
  const never = () => new Promise<string[]>(() => undefined);
  expect(await fault(undefined, { timeoutMs, resolve: never })).toBe("timeout");
});

test("1 MB is taken, more is not: plain, without a length, or compressed into little", async () => {
  const megabyte = Buffer.alloc(1_048_576, "a");
  server.answer((_request, response) => void response.end(megabyte));
  expect((await fetched()).body.length).toBe(megabyte.length);
  server.answer((_request, response) => void response.end(Buffer.concat([megabyte, Buffer.from("b")])));
  expect(await fault()).toBe("too_large");
  server.answer((_request, response) => {
    response.on("error", () => undefined);
    const more = () => {
      while (!response.destroyed && response.write(megabyte)) {
        // As fast as it is taken.
      }
    };
    response.on("drain", more);
    more();
  });
  expect(await fault()).toBe("too_large");
  const bomb = gzipSync(Buffer.alloc(200_000_000));
  expect(bomb.length).toBeLessThan(megabyte.length);
  server.answer((_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
  expect(await fault()).toBe("too_large");
});

test("what is compressed is read, and what cannot be is refused", async () => {
  server.answer(
    (_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("hi")),
  );
  expect((await fetched()).body.toString()).toBe("hi");
  server.answer((_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("plain"));
  expect(await fault()).toBe("protocol");
  server.answer((_request, response) => void response.writeHead(200, { "content-encoding": "rot13" }).end("uryyb"));
  expect(await fault()).toBe("protocol");
  server.answer((_request, response) => {
    response.writeHead(200, { "content-length": "10" });
    response.write("half", () => response.destroy());
  });
  expect(await fault()).toBe("protocol");
});
