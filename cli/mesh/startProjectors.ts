import {
  createProjection,
  type FindProvider,
  type Projector,
  type ProjectorState,
  startProjector,
} from "@datamesh/kernel/postgres";
import type { Context, DataProduct, ProductRef } from "@datamesh/kernel/product";
import { providersIn } from "../replay/providers.ts";
import type { Connections } from "./connections.ts";

/** The projectors of every product, as one. */
export interface Projectors {
  /** A context's log has grown. */
  logGrew(context: string): void;
  /** A product has committed. */
  productMoved(product: ProductRef): void;
  states(): readonly ProjectorState[];
  areCaughtUp(): Promise<boolean>;
  /** Resolves once they are. */
  untilCaughtUp(): Promise<void>;
  stop(): Promise<void>;
}

interface Started {
  readonly context: string;
  readonly upstreams: readonly ProductRef[];
  readonly projector: Projector;
}

/** Starts a projector for every product of the contexts. Those they join are of these contexts unless told otherwise. */
export function startProjectors(
  contexts: readonly Context[],
  connections: Connections,
  onState: (state: ProjectorState, cause?: unknown) => void,
  findProvider: FindProvider = providersIn({ local: contexts, remotes: [] }),
): Projectors {
  const started: readonly Started[] = contexts.flatMap((context) =>
    context.products.map((product) => ({
      context: context.name,
      upstreams: upstreamsOf(product),
      projector: startProjector(
        createProjection(context, product, connections.as(context.name, "project"), findProvider),
        { onState },
      ),
    })),
  );
  const areCaughtUp = async (): Promise<boolean> =>
    (await Promise.all(started.map((each) => each.projector.isCaughtUp()))).every(Boolean);
  return {
    logGrew: (context) => {
      for (const each of started) if (each.context === context) each.projector.wake();
    },
    productMoved: (product) => {
      for (const each of started) if (each.upstreams.includes(product)) each.projector.wake();
    },
    states: () => started.map((each) => each.projector.state()),
    areCaughtUp,
    untilCaughtUp: async () => {
      while (!(await areCaughtUp())) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    stop: async () => {
      await Promise.all(started.map((each) => each.projector.stop()));
    },
  };
}

const upstreamsOf = (product: DataProduct): readonly ProductRef[] =>
  product.from.flatMap((input) => (input.kind === "join" ? [input.upstream.product] : []));
