import { createHash, type Hash } from "node:crypto";
import { type Closing, NO_LINE } from "./entryChain.ts";
import type { ReadEntry } from "./readChained.ts";

/** A place where the log is not as it was written. */
export interface Damage {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/** Checks lines as they are read, from the first on. */
export interface ChainCheck {
  /** What turns out to be wrong with this line and those before it, if anything does. */
  add(line: number, read: ReadEntry): readonly Damage[];
  /** The same, when no line follows. */
  end(): readonly Damage[];
}

/** Lines that stand together and that no line has closed yet. */
interface Together {
  readonly chain: string;
  /** The line that is the first of them, and its number in the chain. */
  readonly from: number;
  readonly number: number;
  to: number;
  readonly hash: Hash;
}

/** Finds lines that were changed, left out, moved or added, as far as hashes tell (`Closing`). */
export function chainCheck(): ChainCheck {
  const ends = new Map<string, { readonly number: number; readonly hash: string }>();
  // Several writers may have found the log empty.
  const seen = new Set([NO_LINE]);
  let open: Together | undefined;

  const close = (together: Together, number: number, { previous, hash }: Closing): readonly Damage[] => {
    const end = ends.get(together.chain);
    const goesOn = together.number === (end?.number ?? 0) + 1;
    // The first line of a file may go on from one that was moved away.
    const isFirst = seen.size === 1;
    const follows =
      end === undefined ? isFirst || (goesOn && seen.has(previous)) : goesOn && previous === end.hash;
    ends.set(together.chain, { number, hash });
    seen.add(hash);
    if (together.hash.digest("hex") !== hash) return [changed(together, goesOn)];
    return follows ? [] : [{ line: together.from, reason: "lines before it are missing or were changed" }];
  };
  const end = (): readonly Damage[] => {
    const left = open;
    open = undefined;
    return left === undefined ? [] : [uncovered(left)];
  };
  return {
    add: (line, { entry: { chain, number }, hashed, closing }) => {
      const damage = open?.chain === chain ? [] : end();
      open ??= { chain, from: line, number, to: line, hash: createHash("sha256") };
      open.hash.update(hashed);
      open.to = line;
      if (closing === undefined) return damage;
      const together = open;
      open = undefined;
      return [...damage, ...close(together, number, closing)];
    },
    end,
  };
}

function changed({ from, to }: Together, goesOn: boolean): Damage {
  if (from < to) {
    const reason = `a line from here to ${to} was changed, or lines there are missing or were added`;
    return { line: from, reason };
  }
  return { line: from, reason: goesOn ? "it was changed" : "it was changed, or lines before it are missing" };
}

function uncovered({ from, to }: Together): Damage {
  const which = from < to ? `lines from here to ${to}` : "it";
  const reason = `no hash vouches for ${which}: the write was cut off (then nothing was answered), or lines after it are missing or were added`;
  return { line: from, reason };
}
