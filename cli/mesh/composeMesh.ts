import type { Logger } from "pino";
import type { CatalogRegistry, RegisteredSubgraph } from "../../catalog/index.ts";
import { permissions } from "../../gateway/shield/permissions.ts";
import {
  compose as tryToCompose,
  createMesh,
  liveMesh,
  type LiveMesh,
  type MadeOf,
  type MeshParts,
} from "../../gateway/supergraph/index.ts";
import { subgraphReach } from "./subgraphReach.ts";

/** What every mesh that is made of composed subgraphs has in common. */
export type Engine = Omit<MeshParts, "subgraphs" | "supergraphSdl" | "permissions">;

/** A mesh that is composed anew whenever a registration changes. */
export interface ComposedMesh extends LiveMesh {
  /** Why nothing could be composed at first; empty when something could. */
  readonly problems: readonly string[];
  stop(): Promise<void>;
}

/** Composes what is registered into a live mesh, again whenever a registration changes, and records each composition. */
export async function composeMesh(
  registry: CatalogRegistry,
  engine: Engine,
  log: Logger,
): Promise<ComposedMesh> {
  const lastGood = await registry.lastGoodSupergraph();
  const mesh = await openLiveMesh(engine, log, lastGood);
  const problems = await compose(registry, mesh);
  let composing: Promise<unknown> = Promise.resolve();
  const unsubscribe = registry.onChange(() => {
    composing = compose(registry, mesh).catch((err: unknown) => log.error({ err }, "composing failed"));
  });
  return {
    ...mesh,
    problems,
    stop: async () => {
      unsubscribe();
      await composing;
    },
  };
}

/** A live mesh that is served by this engine, from the last good supergraph if there is one. */
export function openLiveMesh(engine: Engine, log: Logger, lastGood?: MadeOf): Promise<LiveMesh> {
  return liveMesh({
    create: (madeOf) => createMesh({ ...madeOf, ...engine, permissions }),
    log: (problems) => log.error({ problems }, "the mesh does not compose; what was composed before stays"),
    ...(lastGood === undefined ? {} : { lastGood }),
  });
}

/** Why these subgraphs make no mesh (gateway/supergraph/createMesh.ts); nothing when they make one. Keeps nothing. */
export async function composes(subgraphs: readonly RegisteredSubgraph[]): Promise<readonly string[]> {
  try {
    const composition = tryToCompose(subgraphs);
    if (!composition.ok) return composition.problems;
    const { supergraphSdl } = composition;
    await createMesh({ ...subgraphReach(() => undefined), subgraphs, supergraphSdl, permissions });
    return [];
  } catch (error) {
    const [summary = "", ...problems] = (error instanceof Error ? error.message : String(error)).split(
      "\n- ",
    );
    return problems.length > 0 ? problems : [summary];
  }
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
