import { MeshError } from "../../errors.ts";
import { isSignedBy, verifyingKey } from "../../seal/index.ts";
import type { Database } from "../database.ts";
import { hashedEvents } from "./hashedEvents.ts";
import { newSeals, type SealSigner } from "./newSeals.ts";
import { type FileScan, scanSeals, type SealsToScan } from "./scanSeals.ts";
import { findSeal, holdsRecord } from "./holdsRecord.ts";
import { lockSeal, readSealedLog, recordSeal, type SealRecord } from "./sealRecord.ts";
import { appendSeals } from "./sealsFile.ts";

/** What seals a log: as the login to project, which reads it, into a file. */
export interface Sealing extends SealSigner {
  readonly database: Database;
  readonly path: string;
}

/** How a batch went. */
export type SealOutcome =
  | { readonly kind: "SEALED"; readonly head: number; readonly sealed: number; readonly scan: FileScan }
  /** Another sealer was at it. */
  | { readonly kind: "ELSEWHERE" }
  /** Nothing may be sealed until somebody has looked. */
  | {
      readonly kind: "BROKEN" | "LOG_SHORTER";
      readonly head: number;
      readonly sealed: number;
      readonly reason: string;
    };

const IN_A_BATCH = 20_000;

/**
 * Seals what has been appended since the last seal, a bounded number of events, and goes on from where the file is.
 * Nothing waits for it: events are read and hashed without a lock, and the right to seal is held only while the file
 * is written and synced. The database remembers a seal only once it is on the disk.
 */
export async function sealBatch(sealing: Sealing, known?: FileScan): Promise<SealOutcome> {
  const { database, context } = sealing;
  const { head, record } = await readSealedLog(database, context);
  const scan = await scanFor(sealing, record, known);
  const sealed = scan.tip?.position ?? 0;
  const reason = whyBroken(sealing, scan, record);
  if (reason !== undefined) return { kind: "BROKEN", head, sealed, reason };
  if (sealed > head) return { kind: "LOG_SHORTER", head, sealed, reason: shorter(head, sealed) };
  const hashes = await readHashes(sealing, sealed, head);
  const lines = newSeals(sealing, scan.tip, hashes);
  if (lines.length === 0 && record?.seal === scan.tip?.seal) return { kind: "SEALED", head, sealed, scan };
  return database.transaction(async (transaction): Promise<SealOutcome> => {
    if ((await lockSeal(transaction, context)) === undefined) return { kind: "ELSEWHERE" };
    // Another may have sealed meanwhile: these lines would be a second branch.
    if ((await scanSeals(sealsOf(sealing), scan)).end !== scan.end) return { kind: "ELSEWHERE" };
    if (lines.length > 0) await appendSeals(sealing.path, lines);
    const written = await scanFor(sealing, record, scan);
    const { tip } = written;
    if (tip === undefined) {
      throw new MeshError("INTERNAL", `${sealing.path} does not hold what was written to it`);
    }
    await recordSeal(transaction, context, tip);
    return { kind: "SEALED", head, sealed: tip.position, scan: written };
  });
}

/** The file as far as it is, with the hash of the seal that the database remembers. */
async function scanFor(
  sealing: Sealing,
  record: SealRecord | undefined,
  known?: FileScan,
): Promise<FileScan> {
  const seal = record?.seal ?? -1;
  const seals = { ...sealsOf(sealing), wanted: [seal] };
  const scan = await scanSeals(seals, known);
  const isKnown = seal === -1 || findSeal(scan, seal) !== undefined;
  return isKnown || known === undefined ? scan : scanSeals(seals);
}

const sealsOf = ({ path, context, key }: Sealing): SealsToScan => ({
  path,
  context,
  key: verifyingKey(key.publicKey),
});

/** Why nothing may be sealed after what the file holds. */
function whyBroken({ path, key }: Sealing, scan: FileScan, record: SealRecord | undefined) {
  const { tip, broken } = scan;
  if (record === undefined) return "the database's record of the last seal was removed";
  if (broken !== undefined) return `line ${broken.line} of ${path}: ${broken.reason}`;
  if (tip !== undefined && !isSignedBy(tip.line, verifyingKey(key.publicKey))) {
    return `line ${tip.lineNumber} of ${path} was signed with another key, or changed`;
  }
  return holdsRecord(scan, record)
    ? undefined
    : `${path} does not hold seal ${record.seal} as the database remembers it`;
}

const shorter = (head: number, sealed: number): string =>
  `the log ends at ${head}, and it is sealed up to ${sealed}: events were removed, or an older database was put in place`;

async function readHashes(
  { database, context }: Sealing,
  after: number,
  head: number,
): Promise<readonly Buffer[]> {
  const hashes: Buffer[] = [];
  const limit = Math.min(head - after, IN_A_BATCH);
  if (limit === 0) return hashes;
  for await (const events of hashedEvents(database, context, { after, limit })) {
    for (const { position, hash } of events) {
      if (position !== after + hashes.length + 1) {
        throw new MeshError("INTERNAL", `the log of ${context} has no position ${after + hashes.length + 1}`);
      }
      hashes.push(hash);
    }
  }
  return hashes;
}
