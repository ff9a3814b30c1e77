import { openOnce } from "../../event/index.ts";
import type { ProductRef } from "../../product/names.ts";
import type { Database } from "../database.ts";
import { postgresEventLog } from "../log/postgresEventLog.ts";
import { type LeaseState, startLease } from "./lease.ts";
import { createLogWindow } from "./logWindow.ts";
import type { Projection } from "./projectBatch.ts";
import { type Projector, type ProjectorOptions, type ProjectorState, startProjector } from "./projector.ts";

/** The projectors of a context's products, under one lease and over one read of its log. */
export interface ContextProjector {
  readonly projectors: readonly Projector[];
  /** The context's log has grown. */
  logGrew(): void;
  /** A product has committed: those that join it have something to fold. */
  productMoved(product: ProductRef): void;
  /** Whoever projected the context may have let go. */
  leaseFreed(): void;
  states(): readonly ProjectorState[];
  stop(): Promise<void>;
}

export interface ContextProjectorOptions extends Omit<ProjectorOptions, "lease"> {
  /** Connections of the project role that no product's batch uses: two, for the lease and for reads that are shared. */
  readonly shared: Database;
  /** Told when this process begins to project, or to wait. */
  readonly onLease?: (state: LeaseState) => void;
  /** What others are told of this process; its host and number unless given. */
  readonly process?: string;
}

/**
 * Projects the products of one context, each in a loop and in transactions of its own, so that one that is slow or fails
 * holds up no other. What is new in the log is read and opened once for all; a product that is behind reads on its own.
 */
export function startContextProjector(
  context: string,
  projections: readonly Projection[],
  { shared, onLease, process, ...options }: ContextProjectorOptions,
): ContextProjector {
  const window = createLogWindow(postgresEventLog(context, { read: shared }));
  const open = openOnce();
  const lease = startLease(shared, context, {
    ...(process !== undefined && { process }),
    onChange: (state) => {
      for (const { projector } of started) projector.wake();
      onLease?.(state);
    },
  });
  const started = projections.map((projection) => ({
    upstreams: upstreamsOf(projection),
    projector: startProjector(
      {
        ...projection,
        inputs: (connection) => {
          const own = projection.inputs(connection);
          return { ...own, open, log: window.over(own.log) };
        },
      },
      { ...options, lease },
    ),
  }));
  return {
    projectors: started.map(({ projector }) => projector),
    logGrew: () => {
      for (const { projector } of started) projector.wake();
    },
    productMoved: (product) => {
      for (const { upstreams, projector } of started) if (upstreams.includes(product)) projector.wake();
    },
    leaseFreed: () => lease.wake(),
    states: () => started.map(({ projector }) => projector.state()),
    stop: async () => {
      await Promise.all(started.map(({ projector }) => projector.stop()));
      await lease.stop();
    },
  };
}

const upstreamsOf = ({ product }: Projection): readonly ProductRef[] =>
  product.from.flatMap((input) => (input.kind === "join" ? [input.upstream.product] : []));
