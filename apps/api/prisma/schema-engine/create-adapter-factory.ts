import { randomUUID } from "node:crypto";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { administer } from "./administer.ts";
import { openAdapter } from "./open-adapter.ts";
import { urlOfDatabase } from "./url-of-database.ts";

/** How the engine reaches its database, and a shadow of it: an empty one on the same server to try migrations on. */
export function createAdapterFactory(url: URL): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: "postgres",
    adapterName: "roost",
    connect: () => openAdapter(url),
    async connectToShadowDb() {
      const name = `prisma_migrate_shadow_db_${randomUUID()}`;
      await administer(url, `create database "${name}"`);
      const adapter = await openAdapter(urlOfDatabase(url, name));
      return {
        ...adapter,
        async dispose() {
          await adapter.dispose();
          await administer(url, `drop database if exists "${name}" with (force)`);
        },
      };
    },
  };
}
