import type { BrokenSeals } from "../../seal/index.ts";
import { findSeal, holdsRecord } from "./holdsRecord.ts";
import type { FileScan } from "./scanSeals.ts";
import type { SealRecord } from "./sealRecord.ts";

/** What a seals file whose chain is sound lacks of what is remembered elsewhere; undefined when it has all of it. */
export function missingSeal(
  scan: FileScan,
  record: SealRecord | undefined,
  anchor: Pick<SealRecord, "seal" | "hash"> | undefined,
): BrokenSeals | undefined {
  if (record === undefined) {
    return { line: afterTip(scan), reason: "the database's record of the last seal was removed" };
  }
  if (!holdsRecord(scan, record)) return lacking(scan, record.seal, "the database remembers it");
  if (anchor !== undefined && !holdsRecord(scan, anchor))
    return lacking(scan, anchor.seal, "it was written down");
  return undefined;
}

function lacking(scan: FileScan, seal: number, how: string): BrokenSeals {
  const found = findSeal(scan, seal);
  if (found !== undefined) return { line: found.lineNumber, reason: `seal ${seal} is not as ${how}` };
  return { line: afterTip(scan), reason: `seal ${seal} is missing, and ${how}` };
}

/** The first line that is not part of the chain, there or not. */
const afterTip = ({ tip, unreadable }: FileScan): number => unreadable ?? (tip?.lineNumber ?? 0) + 1;
