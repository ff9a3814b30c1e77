import type { Verified, VerifyAccessToken } from "../authenticate/index.ts";
import type { RevocationList } from "./revocationList.ts";

/** A verifier that refuses what is revoked, however well it is known: the list is asked each time. */
export function refuseRevoked(
  verify: VerifyAccessToken,
  list: Pick<RevocationList, "revokes">,
  now: () => Date,
): VerifyAccessToken {
  const judge = (verified: Verified): Verified => {
    if (!verified.ok || !list.revokes(verified.consumer.id, verified.tokenId, now().getTime()))
      return verified;
    return { ok: false, reason: "REVOKED" };
  };
  return (token) => {
    const verified = verify(token);
    return verified instanceof Promise ? verified.then(judge) : judge(verified);
  };
}
