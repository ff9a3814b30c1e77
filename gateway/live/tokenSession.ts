import { MeshError } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import { ANYONE, type VerifyToken } from "../http/authenticateRequest.ts";

/** A consumer for as long as its token is good. */
export interface TokenSession {
  readonly consumer: Consumer;
  /** Aborts when the token is good no more; the reason is a MeshError, TOKEN_EXPIRED or UNAUTHENTICATED. */
  readonly ended: AbortSignal;
  /** Looks whether it is good at this moment; why not, if it is not. */
  check(): Promise<MeshError | undefined>;
  stop(): void;
}

const CHECK_MS = 1_000;

/** Keeps looking at a token that has been verified: every second, and whenever it is asked to. */
export function tokenSession(
  token: string,
  consumer: Consumer,
  verifyToken: VerifyToken | typeof ANYONE,
): TokenSession {
  const ending = new AbortController();
  const check = async (): Promise<MeshError | undefined> => {
    if (ending.signal.aborted) return ending.signal.reason as MeshError;
    if (verifyToken === ANYONE) return undefined;
    const verdict = await verifyToken(token);
    // Keys that cannot be had now say nothing of a token that was good.
    if (verdict.ok || verdict.reason === "KEYS_UNAVAILABLE") return undefined;
    const end = endOf(verdict.reason);
    ending.abort(end);
    return end;
  };
  const looking = setInterval(() => void check(), CHECK_MS).unref();
  return { consumer, ended: ending.signal, check, stop: () => clearInterval(looking) };
}

function endOf(reason: string): MeshError {
  if (reason === "EXPIRED")
    return new MeshError("TOKEN_EXPIRED", "the token has expired: go on behind this position with another");
  return new MeshError(
    "UNAUTHENTICATED",
    reason === "REVOKED" ? "the token has been revoked" : "the token is not valid any more",
  );
}
