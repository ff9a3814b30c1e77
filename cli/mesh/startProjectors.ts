import {
  createProjection,
  type FindProvider,
  type LeaseState,
  type ProjectorState,
  startContextProjector,
} from "@datamesh/kernel/postgres";
import type { Context, ProductRef } from "@datamesh/kernel/product";
import { providersIn } from "../replay/providers.ts";
import type { Connections } from "./connections.ts";

/** The projectors of every product, as one. */
export interface Projectors {
  /** A context's log has grown. */
  logGrew(context: string): void;
  /** A product has committed. */
  productMoved(product: ProductRef): void;
  /** Whoever projected a context may have let go. */
  leaseFreed(context: string): void;
  states(): readonly ProjectorState[];
  areCaughtUp(): Promise<boolean>;
  /** Resolves once they are. */
  untilCaughtUp(): Promise<void>;
  stop(): Promise<void>;
}

/** Told what becomes of projectors. */
export interface ProjectorsTold {
  state(state: ProjectorState, cause?: unknown): void;
  lease(context: string, state: LeaseState): void;
}

/** Starts a projector for every product of the contexts. Those they join are of these contexts unless told otherwise. */
export function startProjectors(
  contexts: readonly Context[],
  connections: Connections,
  told: ProjectorsTold,
  findProvider: FindProvider = providersIn({ local: contexts, remotes: [] }),
): Projectors {
  const started = contexts.map((context) => ({
    name: context.name,
    projector: startContextProjector(
      context.name,
      context.products.map((product) =>
        createProjection(context, product, connections.as(context.name, "project"), findProvider),
      ),
      {
        shared: connections.shared(context.name),
        onState: (state, cause) => told.state(state, cause),
        onLease: (state) => told.lease(context.name, state),
      },
    ),
  }));
  const projectors = started.flatMap(({ projector }) => projector.projectors);
  const areCaughtUp = async (): Promise<boolean> =>
    (await Promise.all(projectors.map((each) => each.isCaughtUp()))).every(Boolean);
  const of = (context: string) => started.filter(({ name }) => name === context);
  return {
    logGrew: (context) => of(context).forEach(({ projector }) => projector.logGrew()),
    productMoved: (product) => started.forEach(({ projector }) => projector.productMoved(product)),
    leaseFreed: (context) => of(context).forEach(({ projector }) => projector.leaseFreed()),
    states: () => started.flatMap(({ projector }) => projector.states()),
    areCaughtUp,
    untilCaughtUp: async () => {
      while (!(await areCaughtUp())) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    stop: async () => {
      await Promise.all(started.map(({ projector }) => projector.stop()));
    },
  };
}
