import { MeshError } from "../../errors.ts";
import { type BrokenSeals, type ChangeKind, verifyingKey } from "../../seal/index.ts";
import type { Database } from "../database.ts";
import { compareEvents } from "./compareEvents.ts";
import { missingSeal } from "./missingSeal.ts";
import { type NamedEvent, nameEvent } from "./nameEvent.ts";
import { checkSeals } from "./scanSeals.ts";
import { readSealedLog } from "./sealRecord.ts";

/** A log, and what it is held against. */
export interface LogToVerify {
  readonly context: string;
  /** As the login to project. */
  readonly database: Database;
  /** The seals file. */
  readonly path: string;
  /** 32 bytes in base64url; the key that the file itself names unless given, which proves less. */
  readonly publicKey?: string | undefined;
  /** A seal that somebody wrote down elsewhere: it has to be in the file. */
  readonly anchor?: { readonly seal: number; readonly hash: string } | undefined;
}

/** An event that is not as it was sealed. */
export interface ChangedEvent extends NamedEvent {
  readonly kind: ChangeKind;
  readonly position: number;
  /** The last position it may be, where it is not known more exactly. */
  readonly upTo?: number;
  /** How many events were removed or inserted there, as far as was looked. */
  readonly count: number;
}

/** What is not as it was when it was sealed: an event, or the seals themselves. */
export type Tampering = ChangedEvent | ({ readonly kind: "SEALS_BROKEN" } & BrokenSeals);

/** Whether a log is what was sealed, and how far that was. */
export interface LogVerdict {
  readonly context: string;
  readonly intact: boolean;
  /** The first of each: the seals, the events. Empty when all is as it was. */
  readonly tampering: readonly Tampering[];
  readonly head: number;
  /** The last position that the sound part of the seals is over. */
  readonly sealed: number;
  /** Events after it, which nothing protects yet. */
  readonly unsealed: number;
  /** The last sound seal: to be written down elsewhere, as an anchor. Null when there is none. */
  readonly lastSeal: { readonly seal: number; readonly hash: string; readonly sealedAt: string } | null;
  /** Whose signatures the seals bear. Null when there are none. */
  readonly publicKey: string | null;
  /** Lines that were cut off or written twice, and hide nothing. */
  readonly passedOver: readonly number[];
}

/**
 * Holds every stored event against the seals file, and that against its signatures and against what the database
 * remembers of it. Reads the log once, holding no more than a few seals' events of it. Fails with NOT_FOUND when there
 * are no seals and nobody remembers any.
 */
export async function verifyLog(
  log: LogToVerify,
  onProgress: (position: number, sealed: number) => void = () => undefined,
): Promise<LogVerdict> {
  const { context, database, path, anchor, publicKey } = log;
  // The record first: what it names is in the file by then, and what the file holds is in the log read after it.
  const { record } = await readSealedLog(database, context);
  const key = publicKey === undefined ? undefined : verifyingKey(publicKey);
  const wanted = [record?.seal ?? -1, anchor?.seal ?? -1];
  const scan = await checkSeals({ path, context, key, wanted });
  const { tip, passedOver } = scan;
  if (scan.lines === 0 && record?.seal === -1 && anchor === undefined) throw noSeals(path, context);
  const seals = scan.broken ?? missingSeal(scan, record, anchor);
  const sealed = tip?.position ?? 0;
  const range = { database, context, path, lines: tip?.lineNumber ?? 0, passedOver };
  const difference = await compareEvents(range, (position) => onProgress(position, sealed));
  const event = difference && { ...difference, ...(await nameEvent(database, context, difference)) };
  const { head } = await readSealedLog(database, context);
  const tampering: readonly Tampering[] = [
    ...(seals === undefined ? [] : [{ kind: "SEALS_BROKEN" as const, ...seals }]),
    ...(event === undefined ? [] : [event]),
  ];
  return {
    context,
    intact: tampering.length === 0,
    tampering,
    head,
    sealed,
    unsealed: Math.max(0, head - sealed),
    lastSeal: tip === undefined ? null : { seal: tip.seal, hash: tip.hash, sealedAt: tip.sealedAt },
    publicKey: publicKey ?? tip?.genesis.publicKey ?? null,
    passedOver,
  };
}

const noSeals = (path: string, context: string): MeshError =>
  new MeshError(
    "NOT_FOUND",
    `there are no seals of ${context} at ${path}: nothing was sealed yet, or DATAMESH_SEALS leads elsewhere`,
  );
