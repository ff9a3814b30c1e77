import type { Position } from "../../log/position.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import type { ReplayWork } from "./replayWork.ts";
import type { ShadowState } from "./shadow.ts";

/** The recorded commits of a live product that are to be replayed. */
export interface LiveCuts {
  /** Their table. */
  readonly cuts: string;
  readonly upTo: number;
}

/** A commit that removed what was past its retention: when it came, and what it counted as old; positions of the log. */
export interface RetentionMark {
  readonly at: Position;
  readonly horizon: Position;
}

/** Where rows are to be brought: a cut, and what was past its retention on the way there. */
export interface FoldTarget {
  readonly cut: Inputs;
  readonly marks: readonly RetentionMark[];
}

/**
 * A way to fill a shadow with many events at once. It may end before its goal, with the tables complete up to what it
 * answers; the rest is then folded over the tables.
 */
export interface BulkReplay {
  /** Replays recorded commits after those of the state. */
  replayCuts(work: ReplayWork, from: ShadowState, live: LiveCuts): Promise<ShadowState>;
  /** Folds own events after a position into rows, over upstreams as they are at the target. Answers how far it came. */
  foldUpTo(work: ReplayWork, from: ShadowState, target: FoldTarget): Promise<Position>;
}
