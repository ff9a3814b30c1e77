import { MeshError } from "@datamesh/kernel";
import { type Context, describe } from "@datamesh/kernel/product";
import { issueServiceToken } from "@datamesh/kernel/servicetoken";
import type { Logger } from "pino";
import { permissions } from "../../gateway/shield/permissions.ts";
import { createMesh } from "../../gateway/supergraph/createMesh.ts";
import { liveMesh, type LiveMesh } from "../../gateway/supergraph/liveMesh.ts";
import type { RegisteredSubgraph } from "../../gateway/types.ts";
import { inProcessTransports, type StartedSubgraph } from "./startSubgraphs.ts";

const SUBGRAPH_DEADLINE_MS = 10_000;

/** Composes the registered subgraphs into a live mesh. Fails with UNAVAILABLE when they do not fit together. */
export async function composeMesh(
  contexts: readonly Context[],
  started: readonly StartedSubgraph[],
  log: Logger,
): Promise<LiveMesh> {
  const transports = inProcessTransports(started);
  const keys = new Map(started.map(({ subgraph, serviceKey }) => [subgraph.name, serviceKey] as const));
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
  });
  const update = await mesh.update(registered(contexts, started));
  if (!update.ok)
    throw new MeshError("UNAVAILABLE", `the mesh does not compose:\n- ${update.problems.join("\n- ")}`);
  return mesh;
}

function registered(
  contexts: readonly Context[],
  started: readonly StartedSubgraph[],
): readonly RegisteredSubgraph[] {
  return started.map(({ subgraph }) => {
    const context = contexts.find((each) => each.name === subgraph.name);
    const products = context?.products.map((product) => describe(context, product)) ?? [];
    return { name: subgraph.name, sdl: subgraph.sdl, products };
  });
}

function keyOf(keys: ReadonlyMap<string, Uint8Array>, subgraph: string): Uint8Array {
  const key = keys.get(subgraph);
  if (key === undefined) throw new TypeError(`no key opens subgraph ${subgraph}`);
  return key;
}
