import type { KeyObject } from "node:crypto";
import {
  type ChainTip,
  isSignedBy,
  NOTHING_READ,
  scanLine,
  type SealScan,
  verifyingKey,
} from "../../seal/index.ts";
import { readSealsFile, sealsFileState } from "./sealsFile.ts";

/** A seal that was asked for. */
export type FoundSeal = Pick<ChainTip, "seal" | "hash" | "lineNumber">;

/** What has been read of a seals file, and how far, so that reading can go on from there. */
export interface FileScan extends SealScan {
  /** Where the next line begins, in bytes. */
  readonly end: number;
  readonly inode: number;
  /** Of the seals that were asked for, those that were read. */
  readonly found: readonly FoundSeal[];
}

/** Which seals are read. */
export interface SealsToScan {
  readonly path: string;
  readonly context: string;
  /** Whose signatures count; those of the key that the file itself names unless given. */
  readonly key?: KeyObject | undefined;
  /** The numbers of seals to be found. */
  readonly wanted?: readonly number[];
  /** Looks at the signature of every line, not only where it matters for the chain. */
  readonly everySignature?: boolean;
}

/** Reads a seals file to its end, or goes on from an earlier scan of the same file. A missing file is an empty one. */
export async function scanSeals(seals: SealsToScan, from?: FileScan): Promise<FileScan> {
  const state = (await sealsFileState(seals.path)) ?? { size: 0, inode: 0 };
  const isSame = from !== undefined && from.inode === state.inode && from.end <= state.size;
  let scan: FileScan = isSame ? from : { ...NOTHING_READ, found: [], end: 0, inode: state.inode };
  const isSigned = (line: string, { genesis }: { readonly genesis: { readonly publicKey: string } }) =>
    isSignedBy(line, seals.key ?? verifyingKey(genesis.publicKey));
  for await (const { line, end } of readSealsFile(seals.path, scan.end, state.size)) {
    const next = scanLine(scan, line, { context: seals.context, isSigned });
    const { tip } = next;
    const goesOn = tip !== undefined && tip !== scan.tip;
    if (goesOn && seals.everySignature === true && !isSigned(line, tip)) {
      return { ...scan, broken: { line: next.lines, reason: "its signature is not that of the key" } };
    }
    const isWanted = goesOn && seals.wanted?.includes(tip.seal) === true;
    scan = { ...scan, ...next, end, found: isWanted ? [...scan.found, tip] : scan.found };
    if (scan.broken !== undefined) break;
  }
  return scan;
}

/**
 * Reads a seals file and checks all of it: the chain, and the signature of its last seal, which covers all before it.
 * Where that is not right, every signature is looked at, so that the first line that is wrong is named.
 */
export async function checkSeals(seals: SealsToScan): Promise<FileScan> {
  const scan = await scanSeals(seals);
  const { tip } = scan;
  if (tip === undefined) return scan;
  const isSound = scan.broken === undefined;
  const key = seals.key ?? verifyingKey(tip.genesis.publicKey);
  if (isSound && isSignedBy(tip.line, key)) return scan;
  return scanSeals({ ...seals, everySignature: true });
}
