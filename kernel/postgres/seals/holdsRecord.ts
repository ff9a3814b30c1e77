import type { FileScan, FoundSeal } from "./scanSeals.ts";
import type { SealRecord } from "./sealRecord.ts";

/** A seal that the file was scanned for, or its last one. */
export function findSeal({ tip, found }: FileScan, seal: number): FoundSeal | undefined {
  return tip?.seal === seal ? tip : found.find((each) => each.seal === seal);
}

/** Whether the seal that is remembered is in the file, which was scanned for it. */
export const holdsRecord = (scan: FileScan, { seal, hash }: Pick<SealRecord, "seal" | "hash">): boolean =>
  seal < 0 || findSeal(scan, seal)?.hash === hash;
