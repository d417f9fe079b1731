// Installs what is missing and generates the Prisma client, then gets out of the way: a second run takes no time.
// Runs on whatever Node starts npm (20 or later); everything after it runs on the Node that this installs.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = import.meta.dirname;
const pnpm = "pnpm@12.21.0";
const schema = join(root, "apps/api/prisma/schema");
const mark = join(root, "node_modules/.roost-setup");
const inputs = [
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "package.json",
  ...["apps", "packages"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`),
  ),
].map((file) => join(root, file));
const hash = createHash("sha256");
for (const file of [...inputs, ...readdirSync(schema).map((name) => join(schema, name))]) {
  if (existsSync(file)) hash.update(readFileSync(file));
}
const wanted = hash.digest("hex");
const generated = join(root, "apps/api/src/generated/prisma/client.ts");

if (!existsSync(mark) || !existsSync(generated) || readFileSync(mark, "utf8") !== wanted) {
  const run = (args) => execFileSync("npx", ["--yes", pnpm, ...args], { cwd: root, stdio: ["ignore", 2, 2] });
  try {
    run(["install", "--frozen-lockfile"]);
    run(["--filter", "@roost/api", "run", "generate:prisma"]);
  } catch {
    process.stderr.write("\nThe installation failed; the cause stands above. Try again with: npm run setup\n");
    process.exit(1);
  }
  writeFileSync(mark, wanted);
}
