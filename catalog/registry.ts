import type { EventLog } from "@datamesh/kernel/log";
import { type DataSource, Not } from "typeorm";
import { canonicalJson } from "./canonicalJson.ts";
import { chain, type Fact } from "./chain.ts";
import { MAX_PROBLEM_LENGTH } from "./events.ts";
import {
  CatalogProductRow,
  type CatalogProjector,
  compositions,
  RegisteredContextRow,
  SupergraphRow,
} from "./projection/index.ts";
import type { CatalogState, ComposedSupergraph, Compositions, RegisteredSubgraph } from "./state/index.ts";

/** A composition: what it made of which subgraphs, or why it made nothing. */
export type CompositionResult =
  | {
      readonly ok: true;
      readonly supergraphSdl: string;
      readonly subgraphs: readonly RegisteredSubgraph[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The catalog as the gateway needs it. */
export interface CatalogRegistry {
  /** Every registered context by name, with the products it serves now; the catalog's own included. */
  registeredSubgraphs(): Promise<readonly RegisteredSubgraph[]>;
  /** The newest supergraph that could be composed, to start from when the present one cannot be. */
  lastGoodSupergraph(): Promise<ComposedSupergraph | undefined>;
  /** Records what became of composing, unless the newest record says the same. */
  recordComposition(result: CompositionResult): Promise<void>;
  /** Calls the listener after registrations changed, until the answered function is called. */
  onChange(listener: () => void): () => void;
}

/** What the registry reads from and writes to. */
export interface CatalogRegistryDependencies {
  /** A connection of the catalog's read role. */
  readonly store: DataSource;
  readonly log: Pick<EventLog, "append">;
  /** The state at the head of that log (`stateReader`). */
  readonly state: () => Promise<CatalogState>;
  readonly projector: Pick<CatalogProjector, "onRegistration">;
  readonly now: () => Date;
}

/** The registry over the catalog's log and tables. */
export function createCatalogRegistry(dependencies: CatalogRegistryDependencies): CatalogRegistry {
  const { store, projector } = dependencies;
  return {
    registeredSubgraphs: () => readSubgraphs(store),
    lastGoodSupergraph: async () =>
      compositions(await store.manager.findOneByOrFail(SupergraphRow, { onlyRow: true })).lastGood,
    recordComposition: (result) => recordComposition(dependencies, result),
    onChange: projector.onRegistration,
  };
}

async function readSubgraphs(store: DataSource): Promise<readonly RegisteredSubgraph[]> {
  const { contexts, products } = await store.transaction("REPEATABLE READ", async (manager) => ({
    contexts: await manager.find(RegisteredContextRow, { order: { name: "asc" } }),
    products: await manager.find(CatalogProductRow, {
      where: { status: Not("RETIRED") },
      order: { name: "asc", major: "asc" },
    }),
  }));
  return contexts.map(({ name, sdl }) => ({
    name,
    sdl,
    products: products.filter(({ context }) => context === name).map(({ descriptor }) => descriptor),
  }));
}

async function recordComposition(
  { log, state, now }: CatalogRegistryDependencies,
  composed: CompositionResult,
): Promise<void> {
  const result = recordable(composed);
  const { compositions: known } = await state();
  if (saysTheSame(known, result)) return;
  await log.append(chain([compositionFact(result)], known.lastEvent, now()));
}

/** Reasons that are longer than a record holds are cut off: what is wrong with a thousand products begins alike. */
function recordable(result: CompositionResult): CompositionResult {
  if (result.ok) return result;
  const cut = (problem: string): string =>
    problem.length > MAX_PROBLEM_LENGTH
      ? `${problem.slice(0, MAX_PROBLEM_LENGTH - 1).toWellFormed()}…`
      : problem;
  return { ok: false, problems: result.problems.map(cut) };
}

function saysTheSame({ lastGood, problems }: Compositions, result: CompositionResult): boolean {
  if (!result.ok) return canonicalJson(problems) === canonicalJson(result.problems);
  if (lastGood === undefined || problems.length > 0) return false;
  const { supergraphSdl, subgraphs } = result;
  return (
    lastGood.supergraphSdl === supergraphSdl && canonicalJson(lastGood.subgraphs) === canonicalJson(subgraphs)
  );
}

function compositionFact(result: CompositionResult): Fact {
  if (!result.ok) return { type: "SUPERGRAPH_REFUSED", data: { problems: result.problems } };
  const { supergraphSdl, subgraphs } = result;
  return { type: "SUPERGRAPH_COMPOSED", data: { supergraphSdl, subgraphs } };
}
