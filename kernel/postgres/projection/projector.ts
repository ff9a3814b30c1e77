import { productRef, type ProductRef } from "../../product/names.ts";
import { OWN_LOG } from "../../projection/index.ts";
import { folded, readCheckpoint } from "./checkpoint.ts";
import { type BatchOutcome, projectBatch, type Projection } from "./projectBatch.ts";

/** How a product's projection is doing. */
export interface ProjectorState {
  readonly product: ProductRef;
  readonly status: "RUNNING" | "FOLD_CHANGED" | "UPSTREAM_MISSING" | "NOT_MIGRATED" | "FAILING";
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
  readonly batchSize?: number;
  /** How long to sleep without a wake-up; correctness never depends on one. */
  readonly pollMilliseconds?: number;
  readonly onState?: (state: ProjectorState, cause?: unknown) => void;
}

const LONGEST_PAUSE = 30_000;

/** Runs a product's projection until stopped: catches up, sleeps, and tries again with growing pauses on failure. */
export function startProjector(projection: Projection, options: ProjectorOptions = {}): Projector {
  const product = productRef(projection.product.name, projection.product.major);
  const poll = options.pollMilliseconds ?? 500;
  const bell = createBell();
  let state: ProjectorState = { product, status: "RUNNING" };
  let stopped = false;
  let failures = 0;

  const enter = (next: Omit<ProjectorState, "product">, cause?: unknown): void => {
    const changed = next.status !== state.status || next.reason !== state.reason;
    state = { product, ...next };
    if (changed) options.onState?.(state, cause);
  };
  const step = async (): Promise<number> => {
    try {
      const outcome = await projectBatch(projection, options.batchSize ?? 5_000);
      failures = 0;
      enter(stateAfter(outcome));
      return outcome.kind === "folded" && outcome.steps > 0 ? 0 : poll;
    } catch (error) {
      failures += 1;
      enter({ status: "FAILING", reason: error instanceof Error ? error.message : "unknown" }, error);
      return Math.min(LONGEST_PAUSE, 250 * 2 ** Math.min(failures, 7));
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      const pause = await step();
      if (pause > 0 && !stopped) await bell.waitFor(pause);
    }
  };
  const running = run();
  return {
    product,
    wake: bell.ring,
    state: () => state,
    isCaughtUp: () => isCaughtUp(projection, state),
    stop: () => {
      stopped = true;
      bell.ring();
      return running;
    },
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

/** A sleep that a ring ends early, also a ring that came while awake. */
function createBell(): { ring: () => void; waitFor: (milliseconds: number) => Promise<void> } {
  let rung = false;
  let wakeUp: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wakeUp?.();
    },
    waitFor: async (milliseconds) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wakeUp = undefined;
    },
  };
}
