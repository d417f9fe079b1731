import { startPostgres } from "../../src/postgres/index.ts";

const [dir = ""] = process.argv.slice(2);
const server = await startPostgres({ dir });
process.stdout.write(`${server.url()}\n`);
setInterval(() => undefined, 60_000);
