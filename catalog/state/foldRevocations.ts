import { TokensRevoked } from "../events.ts";
import { eventFold, type EventFold } from "./eventFold.ts";

const foldRevoked = eventFold(TokensRevoked, (state, data, stored) => {
  const { claim, value, until, reason, revokedBy } = data;
  const { position, occurredAt: at, id: event } = stored;
  const revocation = { claim, value, until, reason, revokedBy, at, event };
  return { state, record: { kind: "revocation", position, revocation } };
});

/** The fold of revoked tokens, by event type. It does not change the state. */
export const REVOCATION_FOLDS: Readonly<Record<string, EventFold>> = Object.freeze({
  TOKENS_REVOKED: foldRevoked,
});
