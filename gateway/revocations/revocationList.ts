/** Tokens that are accepted no longer, although they have not expired. */
export interface Revocation {
  /** By which claim: a token's own id, or all tokens of a consumer. */
  readonly claim: "jti" | "sub";
  /** As log lines and the access log name it, with the prefix of its issuer. */
  readonly value: string;
  /** Until when, ISO 8601 in UTC; null for good. */
  readonly until: string | null;
}

/** The revocations that this process knows of. */
export interface RevocationList {
  /** Takes the place of all that was there. */
  replace(revocations: readonly Revocation[]): void;
  /** Whether a token of this consumer and with this id is revoked at a time, in milliseconds since 1970. */
  revokes(consumer: string, tokenId: string | undefined, at: number): boolean;
}

type Ends = ReadonlyMap<string, number>;

/** An empty list. */
export function revocationList(): RevocationList {
  let tokens: Ends = new Map();
  let consumers: Ends = new Map();
  return {
    replace: (revocations) => {
      tokens = endsOf(revocations, "jti");
      consumers = endsOf(revocations, "sub");
    },
    revokes: (consumer, tokenId, at) =>
      (consumers.size > 0 && at < (consumers.get(consumer) ?? -Infinity)) ||
      (tokens.size > 0 && tokenId !== undefined && at < (tokens.get(tokenId) ?? -Infinity)),
  };
}

const endsOf = (revocations: readonly Revocation[], claim: Revocation["claim"]): Ends =>
  new Map(
    revocations
      .filter((each) => each.claim === claim)
      .map(({ value, until }) => [value, until === null ? Infinity : Date.parse(until)]),
  );
