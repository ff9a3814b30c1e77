import { type FieldEdge, nameOfField } from "../graph/fieldGraph.ts";

/** A piece of a sentence: text, the name of something in the code, or a node that can be gone to. */
export type Piece = string | { readonly code: string } | { readonly node: string };

/** Says what a field comes from, for one of its sources: "the value of data.score in CREDIT_SCORED of credit_events". */
export function derivationWords({ derivation, accumulated, within, from }: FieldEdge): readonly Piece[] {
  const node = { node: within.from };
  const before = accumulated ? [", and from what was in the row before"] : [];
  if (within.kind === "JOIN") {
    const by = within.by === null ? [] : [", joined by ", { code: within.by }];
    return ["the value of ", { code: nameOfField(from) }, " of ", node, ...by, ...before];
  }
  const events = { code: typesWords(within.eventTypes) };
  if (derivation === "OCCURRENCE") return ["the fact that ", events, " happened, in ", node, ...before];
  if (derivation === "UNKNOWN") return [events, " of ", node, ", in a way that cannot be told", ...before];
  const part = { code: nameOfField(from).slice(within.eventTypes.join("|").length + 1) };
  return ["the value of ", part, " in ", events, " of ", node, ...before];
}

/** Event types by name, or how many when they are many. */
export const typesWords = (types: readonly string[]): string =>
  types.length > 2 ? `any of ${types.length} event types` : types.join(" or ");
