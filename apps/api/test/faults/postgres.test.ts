import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants } from "../expectations.ts";
import { booked, home, pay, person, stay } from "../factories.ts";
import { codeOf, send } from "../http.ts";
import { mailAbout } from "../mails.ts";
import { environmentOf, type Program, run, startServer } from "../program.ts";
import { asSuperuser } from "../superuser.ts";

let app: TestApp;
let server: Program;
let worker: Program;

beforeAll(async () => {
  app = await startTestApp();
  server = await startServer(environmentOf(app));
  worker = run("worker", environmentOf(app));
});
afterEach(() => expectInvariants(app));
afterAll(async () => {
  for (const program of [server, worker]) program.kill("SIGTERM");
  await Promise.all([server.ended, worker.ended]);
  await app.close();
});

test("when Postgres ends every connection, again and again, server and worker live on and serve", async () => {
  const host = await person(app, "host");
  const guest = await person(app);
  const listing = await home(app, host);
  const read = () => send(server.rest, `GET /listings/${listing.id}`);
  const write = () =>
    send(server.rest, "POST /quotes", { body: { listingId: listing.id, ...stay(30), guests: { adults: 1 } } });

  for (let round = 1; round <= 5; round += 1) {
    const during = Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? read() : write())));
    await endAllConnections();
    const answers = (await during).map((answer) => `${codeOf(answer)} ${answer.headers.get("retry-after")}`);
    for (const answer of answers) expect(["200 null", "201 null", "service.unavailable 1"]).toContain(answer);
    const ready = await until("the server to be ready again", async () => {
      const answer = await send(server.origin, "GET /readyz");
      return answer.status === 200 ? answer : undefined;
    });
    expect(ready.json).toEqual({ status: "ok" });
    expect([(await read()).status, (await write()).status]).toEqual([200, 201]);
  }
  expect([server.child.exitCode, worker.child.exitCode]).toEqual([null, null]);

  const booking = await booked(app, guest, { listing, dates: stay(60) });
  await pay(app, guest, { bookingId: booking.id, card: "pm_card_visa" });
  await mailAbout(app, guest.email, "your stay is confirmed");
});

const endAllConnections = () =>
  asSuperuser(app.database, (client) =>
    client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    ),
  );
