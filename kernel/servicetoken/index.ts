export { issueServiceToken } from "./issueServiceToken.ts";
export type { ServiceTokenRequest } from "./issueServiceToken.ts";
export { serviceSigner } from "./serviceSigner.ts";
export type { SignCall, SignedCall } from "./serviceSigner.ts";
export { verifyServiceToken } from "./verifyServiceToken.ts";
export type { ServiceTokenCheck } from "./verifyServiceToken.ts";
export { serviceVerifier } from "./serviceVerifier.ts";
export type { ReceivedCall, ServiceRefusalReason, ServiceVerified, VerifyCall } from "./serviceVerifier.ts";
export { eventDoorOf } from "./serviceToken.ts";
export type { ServiceKeys } from "./serviceToken.ts";
export { newServiceKey } from "./newServiceKey.ts";
export { issuePeerToken, peerTokenFault, type PeerCall } from "./peerToken.ts";

// Shared with the gateway's check of access tokens, so that both doors read a token alike.
export { readCompactToken } from "./compactToken.ts";
export type { CompactToken, CompactTokenFault, JsonObject } from "./compactToken.ts";
export { commonClaims, consumerClaims, readClaims, textClaim } from "./claims.ts";
export type { ClaimFault, ClaimsRead, CommonClaims, ConsumerClaims } from "./claims.ts";
export { checkTimes } from "./checkTimes.ts";
export type { TimeFault, TimeLimits } from "./checkTimes.ts";
export { consumerFromClaims } from "./consumerFromClaims.ts";
