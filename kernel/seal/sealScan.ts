import { type ChainTip, followLine, type Tip } from "./sealChain.ts";
import { type Genesis, readSealLine, type Seal } from "./sealLine.ts";

/** Where a chain is broken. */
export interface BrokenSeals {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/** What has been read of a seals file; an immutable value. */
export interface SealScan {
  readonly tip: Tip;
  /** Lines read so far. */
  readonly lines: number;
  /** The numbers of lines that were cut off while they were written, or written twice: the chain goes on over them. */
  readonly passedOver: readonly number[];
  /** The first line behind the tip that is no seal at all. */
  readonly unreadable?: number | undefined;
  readonly broken?: BrokenSeals;
}

/** What a scan needs to know of the file. */
export interface ScanOptions {
  readonly context: string;
  /** Whether a line bears the signature it has to. */
  readonly isSigned: (line: string, tip: ChainTip) => boolean;
}

/** Before the first line. */
export const NOTHING_READ: SealScan = Object.freeze({ tip: undefined, lines: 0, passedOver: [] });

/**
 * Reads one line more. One that is no seal at all is passed over: a write that was cut off leaves such. So is a signed
 * one that stands behind what it repeats: two sealers that took turns in the wrong moment leave such. Neither hides
 * anything, since the seals behind them name the one before. Any other line that does not go on breaks the chain, and
 * nothing is read behind it.
 */
export function scanLine(scan: SealScan, line: string, options: ScanOptions): SealScan {
  if (scan.broken !== undefined) return scan;
  const lines = scan.lines + 1;
  const tip = followLine(scan.tip, line, { context: options.context, lineNumber: lines });
  if (tip !== undefined) return { ...scan, tip, lines, unreadable: undefined };
  const content = readSealLine(line);
  if (content === undefined) {
    const passedOver = [...scan.passedOver, lines];
    return { ...scan, lines, passedOver, unreadable: scan.unreadable ?? lines };
  }
  const reason = whyNot(scan.tip, line, content, options);
  if (reason === undefined) return { ...scan, lines, passedOver: [...scan.passedOver, lines] };
  // What was unreadable before it was a seal of the chain, since nothing goes on over it.
  if (scan.unreadable !== undefined) return { ...scan, lines, broken: unreadableSeal(scan.unreadable) };
  return { ...scan, lines, broken: { line: lines, reason } };
}

const unreadableSeal = (line: number): BrokenSeals => ({ line, reason: "it is no whole seal" });

function whyNot(
  tip: Tip,
  line: string,
  content: Genesis | Seal,
  { context, isSigned }: ScanOptions,
): string | undefined {
  if (content.context !== context) return `it is of the log of "${content.context}"`;
  if (tip === undefined) return `it is seal ${content.seal}, and nothing is before it`;
  if (content.seal <= tip.seal && isSigned(line, tip)) return undefined;
  const expected = tip.seal + 1;
  return content.seal === expected
    ? `seal ${content.seal} does not follow the line before it`
    : `it is seal ${content.seal}, and seal ${expected} is missing`;
}
