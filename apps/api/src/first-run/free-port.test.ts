import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { reservePort } from "./free-port.ts";

const host = "127.0.0.1";

test("takes the next port where one is taken", async () => {
  const first = await reservePort(0, host);
  const second = await reservePort(first.port, host);
  expect(second.port).toBeGreaterThan(first.port);
  await Promise.all([first.release(), second.release()]);
});

test("releases a port that somebody is connected to already", async () => {
  const reserved = await reservePort(0, host);
  const client = connect(reserved.port, host);
  client.on("error", () => undefined);
  await once(client, "connect");
  await reserved.release();
  const again = await reservePort(reserved.port, host);
  expect(again.port).toBe(reserved.port);
  await again.release();
  client.destroy();
});
