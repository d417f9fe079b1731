import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

const boundaries = ["apps/api/test/{architecture,docs-links,repository}.test.ts"];

/** Each module has to be covered by itself: a large one that is well tested must not hide a small one that is not. */
const modules = "apps/api/src/modules";
const enough = { lines: 90, branches: 90 } as const;
const thresholds = Object.fromEntries(readdirSync(modules).map((name) => [`${modules}/${name}/**`, enough]));

/** Each project starts only what its tests need: `packages` and `boundaries` run without the tests' Postgres. */
export default defineConfig({
  // The same file that Node takes: graphql's second copy, for bundlers, does not know the first one's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
    // By `npm run coverage`, which .ci/run does: what a module does is covered, line by line and branch by branch.
    coverage: {
      provider: "v8",
      include: [`${modules}/**/*.ts`],
      exclude: ["**/*.test.ts"],
      reporter: [["text", { skipFull: true }], "json"],
      thresholds: { ...enough, ...thresholds },
    },
    projects: [
      { extends: true, test: { name: "boundaries", include: boundaries } },
      { extends: true, test: { name: "packages", include: ["packages/*/{src,test}/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "api",
          include: ["apps/*/{src,test}/**/*.test.ts"],
          exclude: boundaries,
          globalSetup: ["apps/api/test/cluster.ts"],
        },
      },
    ],
  },
});
