import { LRUCache } from "lru-cache";
import type { KindCounts, TokenServed } from "../measure/index.ts";
import type { Verified } from "./verifyAccessToken.ts";

/** Verifies a token: at once where it is known, otherwise with some work. */
export type VerifyAccessToken = (token: string) => Verified | Promise<Verified>;

/** What remembering takes. */
export interface RememberTokensOptions {
  readonly verify: (token: string) => Promise<Verified>;
  readonly now: () => Date;
  /** How many tokens are remembered at most; 10,000 unless given. */
  readonly entries?: number;
  /** After so many milliseconds a token is verified again, so that its issuer's keys are looked at; 30 seconds unless given. */
  readonly reverifyMs?: number;
  /** Counts where verdicts came from. */
  readonly counts?: KindCounts<TokenServed>;
}

/** A verifier that remembers. */
export interface RememberedTokens {
  readonly verify: VerifyAccessToken;
  /** Forgets everything: keys have changed. */
  readonly forget: () => void;
}

interface Remembered {
  readonly verified: Verified;
  /** Milliseconds since 1970. When the clock is set back to before, nothing that was found out later counts. */
  readonly from: number;
  readonly until: number;
}

const CHARACTERS = 32 * 1_024 * 1_024;
/** A refusal is worth no more than keeping whoever repeats it from costing a signature each time. */
const REFUSED_MS = 1_000;
/** Of these the token is not to blame, or not for long. */
const PASSING: ReadonlySet<string> = new Set([
  "KEYS_UNAVAILABLE",
  "UNKNOWN_KEY",
  "NOT_YET_VALID",
  "ISSUED_IN_FUTURE",
]);

/**
 * Remembers what tokens prove, in memory only: until they expire, until `reverifyMs` have passed, or until all is
 * forgotten, and the least recently used first when there are too many. What is refused is remembered for a second. A
 * token that comes again while it is being verified waits for that.
 */
export function rememberTokens(options: RememberTokensOptions): RememberedTokens {
  const { verify, now, entries = 10_000, reverifyMs = 30_000, counts } = options;
  const newMemory = () =>
    new LRUCache<string, Remembered>({
      max: entries,
      maxSize: CHARACTERS,
      sizeCalculation: (_, token) => token.length + 1,
    });
  let known = newMemory();
  const underWay = new Map<string, Promise<Verified>>();

  const verifyNow = async (token: string): Promise<Verified> => {
    const memory = known;
    const verified = await verify(token);
    const from = now().getTime();
    const until = rememberedUntil(verified, from, reverifyMs);
    // Had all been forgotten meanwhile, this was found out with the keys of before, and is kept where nobody looks.
    if (until !== undefined) memory.set(token, { verified, from, until });
    return verified;
  };
  return {
    verify: (token) => {
      const found = known.get(token);
      if (found !== undefined && holds(found, now().getTime())) {
        counts?.add("hit");
        return found.verified;
      }
      const waiting = underWay.get(token);
      counts?.add(waiting === undefined ? "miss" : "shared");
      if (waiting !== undefined) return waiting;
      const verifying = verifyNow(token).finally(() => underWay.delete(token));
      underWay.set(token, verifying);
      return verifying;
    },
    forget: () => {
      known = newMemory();
      underWay.clear();
    },
  };
}

const holds = ({ from, until }: Remembered, time: number): boolean => from <= time && time < until;

function rememberedUntil(verified: Verified, now: number, reverifyMs: number): number | undefined {
  if (verified.ok) return Math.min(verified.expiresAt.getTime(), now + reverifyMs);
  return PASSING.has(verified.reason) ? undefined : now + REFUSED_MS;
}
