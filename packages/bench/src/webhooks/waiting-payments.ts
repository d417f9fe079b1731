import { randomUUID } from "node:crypto";
import { dateIn } from "../dates.ts";
import { drive } from "../drive.ts";
import { makeGuests } from "../guests.ts";
import { listHomes } from "../homes.ts";
import { httpText, keyed } from "../http-text.ts";
import { makeQuotes } from "../quotes.ts";
import type { World } from "../world.ts";
import type { StubPayment } from "./provider-stub.ts";

const connections = 16;

/** Bookings that wait for their money, made over HTTP; their payments are begun at the provider. */
export async function waitingPayments(world: World, port: number, count: number): Promise<readonly StubPayment[]> {
  const { client } = world;
  const homes = await listHomes(client);
  const today = new Date();
  const stays = Array.from({ length: count }, (_, index) => {
    const day = 30 + Math.floor(index / homes.length) * 4;
    return {
      listingId: homes[index % homes.length] ?? "",
      checkIn: dateIn(today, day),
      checkOut: dateIn(today, day + 3),
    };
  });
  const quotes = await makeQuotes(client, stays);
  const guests = await makeGuests(client, connections);
  let taken = 0;
  await drive({
    port,
    connections,
    next(connection) {
      const quoteId = quotes[taken++];
      if (quoteId === undefined) return undefined;
      const headers = keyed(guests[connection]?.token ?? "", randomUUID());
      return httpText({ path: "/api/v1/bookings", headers, body: { quoteId } });
    },
    answered(_connection, { status, body }) {
      if (status !== 201) throw new Error(`answered ${status}: ${body()}`);
    },
  });
  const { rows } = await client.query<StubPayment>(
    `update payment set provider_ref = 'pi_' || replace(id::text, '-', ''), pay_by = now() + interval '1 day'
     returning provider_ref as intent, id as "paymentId", amount_minor::float8 as amount`,
  );
  await client.query("update booking set pay_by = now() + interval '1 day'");
  await client.query("update occupancy set expires_at = now() + interval '1 day' where kind = 'hold'");
  await client.query("vacuum (analyze) booking, payment, occupancy");
  return rows;
}
