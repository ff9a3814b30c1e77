import { peerTokenFault } from "@datamesh/kernel/servicetoken";

/** What a context needs to be let in. */
export interface Admission {
  /** Its own key of 32 bytes: whoever has it registers as this context, and as no other. */
  readonly key: Uint8Array;
  /** The origins at which it may be reached: nothing is ever sent elsewhere. */
  readonly addresses: readonly string[];
}

/** Contexts that are let in, by name. */
export type Admissions = ReadonlyMap<string, Admission>;

/** A call that somebody makes at the door. */
export interface DoorCall {
  /** The header `authorization`. */
  readonly authorization: string;
  /** `catalog:registrations` and the like. */
  readonly to: string;
  readonly body: string;
  readonly now: Date;
}

/** Why a call is not from whom it says; undefined when it is. For the log: the caller learns nothing of it. */
export async function callFault(
  key: Uint8Array | undefined,
  from: string,
  { authorization, ...call }: DoorCall,
): Promise<string | undefined> {
  const [, token] = /^Bearer ([^\s]+)$/i.exec(authorization) ?? [];
  if (token === undefined) return "NO_TOKEN";
  if (key === undefined) return "UNKNOWN_CALLER";
  return peerTokenFault(key, token, { ...call, from });
}
