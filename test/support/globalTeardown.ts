/** Stops what globalSetup started. jest loads the two apart, so they share the global object. */
export default async function globalTeardown(): Promise<void> {
  const stop: unknown = Reflect.get(globalThis, Symbol.for("datamesh.stopTestCluster"));
  if (typeof stop === "function") await stop();
}
