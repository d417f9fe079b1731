import { defineConfig } from "vitest/config";

const boundaries = ["apps/api/test/{architecture,repository}.test.ts"];

/** Each project starts only what its tests need: `packages` and `boundaries` run without the tests' Postgres. */
export default defineConfig({
  // The same file that Node takes: graphql's second copy, for bundlers, does not know the first one's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
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
