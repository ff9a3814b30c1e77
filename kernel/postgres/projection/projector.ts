import { productRef, type ProductRef } from "../../product/names.ts";
import { OWN_LOG } from "../../projection/index.ts";
import { applyRetention } from "../retention/applyRetention.ts";
import { failureReason } from "../failureReason.ts";
import { startWorkLoop } from "../workLoop.ts";
import { batchSize } from "./batchSize.ts";
import { folded, readCheckpoint } from "./checkpoint.ts";
import type { Lease } from "./lease.ts";
import { type BatchOutcome, projectBatch, type Projection } from "./projectBatch.ts";

/** How a product's projection is doing. */
export interface ProjectorState {
  readonly product: ProductRef;
  readonly status: "RUNNING" | "WAITING" | "FOLD_CHANGED" | "UPSTREAM_MISSING" | "NOT_MIGRATED" | "FAILING";
  /** What changed or fails, in words for the owner. */
  readonly reason?: string;
}

export interface Projector {
  readonly product: ProductRef;
  /** Something new may be there to fold. */
  wake(): void;
  state(): ProjectorState;
  /** Whether everything that is in the inputs now has been folded, or may not be folded at all. */
  isCaughtUp(): Promise<boolean>;
  /** Resolves when the batch under way is committed. */
  stop(): Promise<void>;
}

export interface ProjectorOptions {
  /** How many events a batch holds at most. */
  readonly batchSize?: number;
  /** While another process has it nothing is projected; without one this process does not ask. */
  readonly lease?: Pick<Lease, "state">;
  /** How long to sleep without a wake-up; correctness never depends on one. */
  readonly pollMilliseconds?: number;
  /** How often what is past its retention is looked for; a minute unless given. */
  readonly retentionMilliseconds?: number;
  readonly onState?: (state: ProjectorState, cause?: unknown) => void;
}

/** Runs a product's projection until stopped: catches up, sleeps, and tries again with growing pauses on failure. */
export function startProjector(projection: Projection, options: ProjectorOptions = {}): Projector {
  const product = productRef(projection.product.name, projection.product.major);
  let state: ProjectorState = { product, status: "RUNNING" };
  const enter = (next: Omit<ProjectorState, "product">, cause?: unknown): void => {
    const changed = next.status !== state.status || next.reason !== state.reason;
    state = { product, ...next };
    if (changed) options.onState?.(state, cause);
  };
  const retain = everySoOften(options.retentionMilliseconds ?? 60_000, () => applyRetention(projection));
  const size = batchSize(options.batchSize);
  const project = async (): Promise<boolean> => {
    const begun = performance.now();
    const outcome = await projectBatch(projection, size.now());
    if (outcome.kind === "folded" && outcome.more) size.took(performance.now() - begun);
    enter(stateAfter(outcome));
    if (outcome.kind === "folded") await retain();
    return outcome.kind === "folded" && outcome.more;
  };
  const loop = startWorkLoop({
    step: async () => {
      const lease = options.lease?.state();
      if (lease?.status === "WAITING") enter({ status: "WAITING", reason: `${lease.holder} projects it` });
      // Where the lease cannot be asked for, nothing can be projected either: trying says so.
      return lease === undefined || lease.status === "HELD" || lease.status === "UNREACHABLE"
        ? project()
        : false;
    },
    pollMilliseconds: options.pollMilliseconds ?? 500,
    onFailure: (error) => {
      size.failed();
      enter({ status: "FAILING", reason: failureReason(error) }, error);
    },
  });
  return {
    product,
    wake: () => loop.wake(),
    state: () => state,
    isCaughtUp: () => isCaughtUp(projection, state),
    stop: () => loop.stop(),
  };
}

/** Runs `work` when it is called and has not run for so long. */
function everySoOften(milliseconds: number, work: () => Promise<unknown>): () => Promise<void> {
  let last = -Infinity;
  return async () => {
    const now = performance.now();
    if (now - last < milliseconds) return;
    await work();
    last = now;
  };
}

function stateAfter(outcome: BatchOutcome): Omit<ProjectorState, "product"> {
  switch (outcome.kind) {
    case "folded":
      return { status: "RUNNING" };
    case "FOLD_CHANGED":
      return { status: outcome.kind, reason: outcome.difference };
    case "UPSTREAM_MISSING":
      return { status: outcome.kind, reason: `no context serves ${outcome.missing.join(", ")}` };
    case "NOT_MIGRATED":
      return { status: outcome.kind };
  }
}

async function isCaughtUp(projection: Projection, state: ProjectorState): Promise<boolean> {
  if (state.status === "FOLD_CHANGED" || state.status === "UPSTREAM_MISSING") return true;
  const { context, product, database } = projection;
  const inputs = projection.inputs(database);
  const checkpoint = await readCheckpoint(database, context, product, { lock: false });
  if (checkpoint === undefined) return false;
  if (folded(checkpoint, OWN_LOG) < (await inputs.log.status()).head) return false;
  for (const [upstream, feed] of inputs.feeds) {
    if (folded(checkpoint, upstream) < (await feed.head())) return false;
  }
  return true;
}
