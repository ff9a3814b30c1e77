import { availableParallelism } from "node:os";

const swc = {
  jsc: {
    parser: { syntax: "typescript", decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
    target: "es2022",
    keepClassNames: true,
  },
  module: { type: "es6" },
};

const shared = {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", swc] },
  modulePathIgnorePatterns: ["<rootDir>/.datamesh", "<rootDir>/dist"],
};

/** `unit` needs no database; `mesh` runs on real PostgreSQL and real processes. */
export default {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/{kernel,subgraphs,catalog,gateway,cli,bench}/**/*.spec.ts"],
    },
    {
      ...shared,
      displayName: "mesh",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      globalSetup: "<rootDir>/test/support/globalSetup.ts",
      globalTeardown: "<rootDir>/test/support/globalTeardown.ts",
    },
  ],
  testTimeout: 60_000,
  // Jest leaves one core idle, which on a machine of two is half of it.
  maxWorkers: Math.max(2, availableParallelism() - 1),
};
