import { startTestCluster } from "./testCluster.ts";

/**
 * Starts one PostgreSQL server for the whole test run, before the workers, which inherit its address. jest
 * transpiles this file and what it imports to CommonJS, so none of it may use `import.meta` or top-level await.
 */
export default async function globalSetup(): Promise<void> {
  const cluster = await startTestCluster();
  process.env["DATAMESH_TEST_CLUSTER_URL"] = cluster.url;
  process.env["DATAMESH_TEST_DATABASE_SECRET"] = cluster.secret;
  Reflect.set(globalThis, Symbol.for("datamesh.stopTestCluster"), () => cluster.stop());
}
