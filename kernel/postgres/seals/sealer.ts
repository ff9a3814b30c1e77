import { startWorkLoop } from "../workLoop.ts";
import { type SealOutcome, type Sealing, sealBatch } from "./sealBatch.ts";

/** How far a log is sealed, and what keeps it from going on. */
export interface SealerState {
  readonly context: string;
  readonly status: "SEALING" | "BROKEN" | "LOG_SHORTER" | "FAILING";
  /** Positions. */
  readonly head: number;
  readonly sealed: number;
  /** What is wrong, in words for the operator. */
  readonly reason?: string;
}

/** Seals a log until it is stopped. */
export interface Sealer {
  /** The log may have grown. */
  wake(): void;
  state(): SealerState;
  /** Resolves when the seals under way are written. */
  stop(): Promise<void>;
}

export interface SealerOptions {
  /** How long appended events are gathered into one seal, in milliseconds; 500 unless given. */
  readonly gatherMilliseconds?: number;
  /** How long to sleep without a wake-up; a second unless given. Correctness never depends on one. */
  readonly pollMilliseconds?: number;
  /** Told when the status or its reason changes, and so once of what goes on failing. */
  readonly onState?: (state: SealerState, cause?: unknown) => void;
}

/**
 * Seals a log's events within about a second of their being appended: at once after a silence, gathered while many
 * come, and in batches when many are unsealed. It tries again by itself whatever keeps it from sealing.
 */
export function startSealer(sealing: Sealing, options: SealerOptions = {}): Sealer {
  const { gatherMilliseconds = 500, pollMilliseconds = 1_000, onState } = options;
  let state: SealerState = { context: sealing.context, status: "SEALING", head: 0, sealed: 0 };
  let scan: Extract<SealOutcome, { kind: "SEALED" }>["scan"] | undefined;
  const enter = (next: SealerState, cause?: unknown): void => {
    const changed = next.status !== state.status || next.reason !== state.reason;
    state = next;
    if (changed) onState?.(state, cause);
  };
  const { context } = sealing;
  const step = async (): Promise<boolean> => {
    const outcome = await sealBatch(sealing, scan);
    if (outcome.kind === "ELSEWHERE") return false;
    const { head, sealed } = outcome;
    scan = outcome.kind === "SEALED" ? outcome.scan : undefined;
    if (outcome.kind === "SEALED") enter({ context, status: "SEALING", head, sealed });
    else enter({ context, status: outcome.kind, head, sealed, reason: outcome.reason });
    return outcome.kind === "SEALED" && head > sealed;
  };
  let lastStep = -Infinity;
  const loop = startWorkLoop({
    step: () => {
      lastStep = performance.now();
      return step();
    },
    pollMilliseconds,
    onFailure: (error) => {
      const { reason: _reason, ...rest } = state;
      enter({ ...rest, status: "FAILING", reason: reasonOf(error) }, error);
    },
  });
  let gathering: NodeJS.Timeout | undefined;
  const wake = (): void => {
    gathering ??= setTimeout(
      () => {
        gathering = undefined;
        loop.wake();
      },
      Math.max(0, lastStep + gatherMilliseconds - performance.now()),
    );
  };
  return {
    wake,
    state: () => state,
    stop: () => {
      clearTimeout(gathering);
      return loop.stop();
    },
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : "unknown");
