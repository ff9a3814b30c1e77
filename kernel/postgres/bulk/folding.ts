import type { Position } from "../../log/position.ts";
import type { ProductRef } from "../../product/names.ts";
import {
  foldStep,
  type MemoryState,
  OWN_LOG,
  positionOf,
  quarantine,
  type Quarantined,
  type RowVersion,
  type Step,
  type UpstreamChange,
} from "../../projection/index.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import type { Database } from "../database.ts";
import type { Shadow } from "../replay/shadow.ts";
import { partsUsed } from "./partsUsed.ts";
import { readLog } from "./readLog.ts";
import { inOrder, type InOrder } from "./takeUpTo.ts";

/** A product's inputs between two cuts, as they come. */
export interface InputStreams {
  readonly events: InOrder<Step>;
  readonly changes: ReadonlyMap<ProductRef, InOrder<UpstreamChange>>;
  close(): Promise<void>;
}

/** Begins to read them; each over a connection of its own, once something is asked of it. */
export function openStreams(
  database: Database,
  { projection }: Shadow,
  from: Inputs,
  to: Inputs,
): InputStreams {
  const { feeds, events: declarations, discarded } = projection.inputs(database);
  const between = (input: string) => ({ after: at(from, input), upTo: at(to, input) });
  const parts = partsUsed(projection.product);
  const range = {
    ...between(OWN_LOG),
    declarations,
    parts,
    ...(discarded !== undefined && { discarded }),
  };
  const events = inOrder(readLog(database, projection.context, range), positionOf);
  const changes = new Map(
    [...feeds].map(([product, feed]) => {
      const { after, upTo } = between(product);
      return [product, inOrder(feed.stream(after, upTo), ({ position }) => position)] as const;
    }),
  );
  const close = async (): Promise<void> => {
    for (const stream of [events, ...changes.values()]) await stream.close();
  };
  return { events, changes, close };
}

/** The position of an input at a cut; 0 before anything of it. */
export const at = (inputs: Inputs, input: string): Position => (inputs[input]?.position ?? 0) as Position;

/**
 * Folds steps into memory and tells every version of a row that they make. What cannot be folded is added to the
 * quarantine.
 */
export function foldSteps(
  { projection: { product } }: Shadow,
  memory: MemoryState,
  steps: readonly Step[],
  tell: (version: RowVersion) => void,
  quarantined: Quarantined[],
): void {
  const touch = (key: string, position: Position): void => memory.touch(key, position);
  for (const step of steps) {
    try {
      for (const version of foldStep(product, step, memory, touch)) tell(version);
    } catch (error) {
      quarantined.push(quarantine(step, error));
    }
    if (step.kind === "change") memory.follow(step.product, step.change);
  }
}
