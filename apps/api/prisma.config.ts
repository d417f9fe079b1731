import { defineConfig } from "prisma/config";

const url = process.env["MIGRATE_DATABASE_URL"];

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Generating the client needs no database.
  ...(url && { datasource: { url } }),
});
