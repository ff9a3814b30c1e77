/** What a field comes from, as the catalog tells it. */
export interface Source {
  readonly input: string;
  readonly eventTypes: readonly string[];
  readonly path: string;
  readonly derivation: "VALUE" | "OCCURRENCE" | "UNKNOWN";
  readonly accumulated: boolean;
}

/** In words: `score of CREDIT_SCORED`, `segment of customer-profiles@1`, `each A_SUBMITTED, and the row before`. */
export function sourceText({ input, eventTypes, path, derivation, accumulated }: Source): string {
  const before = accumulated ? ", and the row before" : "";
  if (input.includes("@")) return `${path} of ${input}${before}`;
  const events = eventTypes.length > 3 ? `${eventTypes.length} event types` : eventTypes.join(", ");
  if (derivation === "OCCURRENCE") return `each ${events}${before}`;
  if (derivation === "UNKNOWN" || path === "event") return `${events} as a whole${before}`;
  return `${path.replace(/^data\./, "")} of ${events}${before}`;
}
