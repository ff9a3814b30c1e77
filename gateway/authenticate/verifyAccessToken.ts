import { examineToken } from "./examineToken.ts";
import type { Proof, Trust } from "./examineToken.ts";
import type { OnKeyFailure } from "./findKey.ts";
import type { RefusalReason } from "./refusalReason.ts";
import { checkTrustedIssuer } from "./trustedIssuer.ts";
import type { TrustedIssuer } from "./trustedIssuer.ts";

/** What a token proves, or why it was refused. */
export type Verified =
  ({ readonly ok: true } & Proof) | { readonly ok: false; readonly reason: RefusalReason };

/** Whom to trust, and the clock to judge by. */
export interface TokenVerifierOptions {
  readonly issuers: readonly TrustedIssuer[];
  readonly now: () => Date;
  /** Told, for the operator's log, why an issuer's keys could not be had. Never part of an answer. */
  readonly onKeyFailure?: OnKeyFailure;
}

/**
 * A function that verifies access tokens (RFC 9068, checked as RFC 8725 advises). Whatever a token holds, the
 * function answers with a refusal and does not throw. Throws `TypeError` at once for issuers that would weaken
 * the checks: none, two of one name, a symmetric algorithm.
 */
export function createTokenVerifier(options: TokenVerifierOptions): (token: string) => Promise<Verified> {
  const trust = checkTrust(options);
  return async (token) => {
    for await (const { fault, proof } of examineToken(token, trust)) {
      if (fault) return { ok: false, reason: fault };
      if (proof) return { ok: true, ...proof };
    }
    throw new TypeError("an examination ends with a fault or with a proof");
  };
}

/** The issuers by their names, checked. Throws `TypeError` as `createTokenVerifier` does. */
export function checkTrust({ issuers, now, onKeyFailure }: TokenVerifierOptions): Trust {
  const byName = new Map(issuers.map((issuer) => [issuer.issuer, checkTrustedIssuer(issuer)]));
  if (byName.size === 0) throw new TypeError("at least one issuer is trusted");
  if (byName.size !== issuers.length) throw new TypeError("each trusted issuer is named once");
  return { issuers: byName, now, ...(onKeyFailure && { onKeyFailure }) };
}
