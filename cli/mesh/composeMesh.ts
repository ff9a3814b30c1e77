import { MeshError } from "@datamesh/kernel";
import { issueServiceToken } from "@datamesh/kernel/servicetoken";
import type { Logger } from "pino";
import { permissions } from "../../gateway/shield/permissions.ts";
import { createMesh, liveMesh, type LiveMesh } from "../../gateway/supergraph/index.ts";
import type { CatalogRegistry } from "../../catalog/index.ts";
import { inProcessTransports, type StartedSubgraph } from "./startSubgraphs.ts";

const SUBGRAPH_DEADLINE_MS = 10_000;

/**
 * Composes what is registered into a live mesh, again whenever a registration changes, and records each composition.
 * Fails with UNAVAILABLE when the subgraphs do not fit together and no earlier supergraph is there to go on with.
 */
export async function composeMesh(
  registry: CatalogRegistry,
  started: readonly StartedSubgraph[],
  log: Logger,
): Promise<LiveMesh & { readonly stop: () => Promise<void> }> {
  const transports = inProcessTransports(started);
  const keys = new Map(started.map(({ subgraph, serviceKey }) => [subgraph.name, serviceKey] as const));
  const lastGood = await registry.lastGoodSupergraph();
  const mesh = await liveMesh({
    create: (madeOf) =>
      createMesh({
        ...madeOf,
        permissions,
        transportTo: (subgraph) => transports[subgraph],
        issueToken: ({ subgraph, consumer, body }) =>
          issueServiceToken({ key: keyOf(keys, subgraph), subgraph, consumer, body, now: new Date() }),
        deadlineMs: SUBGRAPH_DEADLINE_MS,
      }),
    log: (problems) => log.error({ problems }, "the mesh does not compose; what was composed before stays"),
    ...(lastGood === undefined ? {} : { lastGood }),
  });
  const problems = await compose(registry, mesh);
  if (mesh.current() === undefined) {
    throw new MeshError("UNAVAILABLE", `the registered subgraphs do not compose:\n- ${problems.join("\n- ")}`);
  }
  let composing: Promise<unknown> = Promise.resolve();
  const unsubscribe = registry.onChange(() => {
    composing = compose(registry, mesh).catch((err: unknown) => log.error({ err }, "composing failed"));
  });
  return {
    ...mesh,
    stop: async () => {
      unsubscribe();
      await composing;
    },
  };
}

/** Composes what is registered now, and answers why that failed; nothing when it did not. */
async function compose(registry: CatalogRegistry, mesh: LiveMesh): Promise<readonly string[]> {
  const subgraphs = await registry.registeredSubgraphs();
  const update = await mesh.update(subgraphs);
  await registry.recordComposition(
    update.ok
      ? { ok: true, supergraphSdl: update.mesh.supergraphSdl, subgraphs }
      : { ok: false, problems: update.problems },
  );
  return update.ok ? [] : update.problems;
}

function keyOf(keys: ReadonlyMap<string, Uint8Array>, subgraph: string): Uint8Array {
  const key = keys.get(subgraph);
  if (key === undefined) throw new TypeError(`no key opens subgraph ${subgraph}`);
  return key;
}
