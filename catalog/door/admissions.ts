import { peerTokenFault } from "@datamesh/kernel/servicetoken";
import { decodeJwt } from "jose";
import { kebabName } from "../schemas/names.ts";

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
  const token = bearerToken(authorization);
  if (token === undefined) return "NO_TOKEN";
  if (key === undefined) return "UNKNOWN_CALLER";
  return peerTokenFault(key, token, { ...call, from });
}

/** The context that a token says it is from, before anything of it is believed; undefined where that is no name. */
export function claimedContext(authorization: string): string | undefined {
  const issuer = issuerOf(bearerToken(authorization) ?? "");
  const named = kebabName.safeParse(issuer?.startsWith(CONTEXT) ? issuer.slice(CONTEXT.length) : undefined);
  return named.success ? named.data : undefined;
}

/** How kernel/servicetoken/peerToken.ts names a context. */
const CONTEXT = "urn:datamesh:context:";

const bearerToken = (authorization: string): string | undefined =>
  /^Bearer ([^\s]+)$/i.exec(authorization)?.[1];

function issuerOf(token: string): string | undefined {
  try {
    const { iss } = decodeJwt(token);
    return typeof iss === "string" ? iss : undefined;
  } catch {
    return undefined;
  }
}
