export { type ChangeKind, type Difference, firstDifference, type Marked } from "./firstDifference.ts";
export { merkleRoot } from "./merkleRoot.ts";
export { type HashRow, rowHasher, type StoredValue } from "./rowHash.ts";
export { type ChainTip, followLine, type Tip } from "./sealChain.ts";
export { type BrokenSeals, NOTHING_READ, scanLine, type SealScan } from "./sealScan.ts";
export { markOf, marksOf, sealEvents } from "./sealEvents.ts";
export { type SealKey, sealKey, verifyingKey } from "./sealKey.ts";
export { type Genesis, isSignedBy, lineHash, readSealLine, type Seal, sealLine } from "./sealLine.ts";
