import type { Mesh, RegisteredSubgraph } from "../types.ts";
import { compose } from "./compose.ts";

/** What a mesh was made of, to be kept and started from again. */
export interface MadeOf {
  readonly supergraphSdl: string;
  readonly subgraphs: readonly RegisteredSubgraph[];
}

/** Whether an update took hold, or why the mesh stays as it was. */
export type MeshUpdate =
  { readonly ok: true; readonly mesh: Mesh } | { readonly ok: false; readonly problems: readonly string[] };

/** Told of a mesh that has become the current one, and of what it is made. */
export type MeshListener = (mesh: Mesh, madeOf: MadeOf) => void;

/**
 * The current mesh, which changes as contexts register and stays the last good one while they do not fit
 * together.
 */
export interface LiveMesh {
  /** Undefined until a first update has succeeded. */
  current(): Mesh | undefined;
  /** Composes anew. Updates take hold in the order in which they are asked for. */
  update(subgraphs: readonly RegisteredSubgraph[]): Promise<MeshUpdate>;
  /** Takes what was composed elsewhere, in turn with the updates. */
  adopt(madeOf: MadeOf): Promise<MeshUpdate>;
  /** What the current mesh is made of. */
  madeOf(): MadeOf | undefined;
  /** Calls back whenever the mesh has changed; answers how to stop that. */
  onChange(listener: MeshListener): () => void;
}

/** What a live mesh needs. */
export interface LiveMeshParts {
  /** Makes a mesh, or throws why it cannot be made. */
  readonly create: (madeOf: MadeOf) => Promise<Mesh>;
  /** Where the reasons go for which an update is refused. */
  readonly log: (problems: readonly string[]) => void;
  /** What to start from before any context has registered again. */
  readonly lastGood?: MadeOf;
}

/**
 * Starts a live mesh, from the last good supergraph if there is one. If that is no longer good, the reason is
 * logged and there is no mesh until the first update.
 */
export async function liveMesh({ create, log, lastGood }: LiveMeshParts): Promise<LiveMesh> {
  const listeners = new Set<MeshListener>();
  let current: { readonly mesh: Mesh; readonly madeOf: MadeOf } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const adopt = async (madeOf: MadeOf): Promise<MeshUpdate> => {
    if (current !== undefined && isSame(current.madeOf, madeOf)) return { ok: true, mesh: current.mesh };
    try {
      current = { mesh: await create(madeOf), madeOf };
    } catch (error) {
      return refuse([error instanceof Error ? error.message : String(error)]);
    }
    for (const listener of listeners) listener(current.mesh, madeOf);
    return { ok: true, mesh: current.mesh };
  };
  const refuse = (problems: readonly string[]): MeshUpdate => {
    log(problems);
    return { ok: false, problems };
  };
  const recompose = async (subgraphs: readonly RegisteredSubgraph[]): Promise<MeshUpdate> => {
    const composition = compose(subgraphs);
    if (!composition.ok) return refuse(composition.problems);
    return adopt({ supergraphSdl: composition.supergraphSdl, subgraphs });
  };
  const inTurn = (work: () => Promise<MeshUpdate>): Promise<MeshUpdate> => {
    const update = last.then(work);
    last = update.catch(() => undefined);
    return update;
  };

  if (lastGood !== undefined) await adopt(lastGood);
  return {
    current: () => current?.mesh,
    madeOf: () => current?.madeOf,
    update: (subgraphs) => inTurn(() => recompose(subgraphs)),
    adopt: (madeOf) => inTurn(() => adopt(madeOf)),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Policies count too: they change the rules without changing the supergraph. */
function isSame(left: MadeOf, right: MadeOf): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
