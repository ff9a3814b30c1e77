/** What is known of a metric from one judgement to the next. */
export interface Verdict {
  readonly breached: boolean;
  /** How many judgements in a row have said otherwise. */
  readonly contrary: number;
}

/** A metric that went out of its objective, or came back. */
export type BreachChange = "BREACHED" | "RESTORED";

/** A metric nobody has judged yet counts as met. */
export const UNJUDGED: Verdict = Object.freeze({ breached: false, contrary: 0 });

/** How many judgements in a row it takes to change a verdict, so that one that wavers is not told each minute. */
export const CONFIRMATIONS = 2;

/** The verdict after one more judgement; `met` is null when nothing was observed, which changes nothing. */
export function judge(
  before: Verdict,
  met: boolean | null,
): { readonly verdict: Verdict; readonly change?: BreachChange } {
  if (met === null) return { verdict: before };
  if (met !== before.breached) return { verdict: { ...before, contrary: 0 } };
  if (before.contrary + 1 < CONFIRMATIONS) return { verdict: { ...before, contrary: before.contrary + 1 } };
  return {
    verdict: { breached: !before.breached, contrary: 0 },
    change: before.breached ? "RESTORED" : "BREACHED",
  };
}
