/**
 * The name of a product's state: how often it was rebuilt, how many commits it has, and how often anything else changed
 * its rows. Each number only ever grows, also across rebuilds, so of two revisions of one product none of the later
 * one's numbers is the smaller.
 */
export interface Revision {
  /** 1 is the first; a rebuild's swap begins the next. */
  readonly generation: number;
  /** Number of commits. */
  readonly cut: number;
  /** How often rows were changed otherwise: by retention, a retry of quarantined events, an erasure. */
  readonly epoch: number;
}

const TEXT = /^g(0|[1-9]\d{0,14})\.c(0|[1-9]\d{0,14})\.e(0|[1-9]\d{0,14})$/;

/** A revision as text: `g1.c42.e0`. */
export const revisionText = ({ generation, cut, epoch }: Revision): string =>
  `g${generation}.c${cut}.e${epoch}`;

/** Reads `g1.c42.e0`; undefined when it is none. */
export function parseRevision(text: string): Revision | undefined {
  const [, generation, cut, epoch] = TEXT.exec(text) ?? [];
  if (epoch === undefined) return undefined;
  return { generation: Number(generation), cut: Number(cut), epoch: Number(epoch) };
}

/** Less than 0 when the first revision is the earlier, 0 when they are the same, more than 0 when it is the later. */
export const compareRevisions = (a: Revision, b: Revision): number =>
  a.generation - b.generation || a.cut - b.cut || a.epoch - b.epoch;
