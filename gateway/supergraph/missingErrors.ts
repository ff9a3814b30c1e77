import { consumerKey } from "../authorize/fetchedKey.ts";
import { askedSubgraph, type PlanNode } from "../engine/index.ts";
import type { RequestContext } from "../types.ts";
import { internalError, type Unforeseen } from "./answerErrors.ts";

/** As many places as are noted of a subgraph. */
const MOST_PLACES = 5;

/**
 * Makes the errors of values that are missing without a word, or are none of their type, where there must be one: INTERNAL
 * with path and request id. The subgraph that was asked for such a value is named in the message, which the door keeps for
 * the log, and in the request's own line under `missing.SUBGRAPH`, with the first five places. Nothing is told of what it
 * answered.
 */
export function missingErrors(
  plan: PlanNode | undefined,
  typeKey: string,
  { note, requestId }: Pick<RequestContext, "note" | "requestId">,
): Unforeseen["missing"] {
  const subgraphs = new Map<string, string>();
  const places = new Map<string, string[]>();
  return (path) => {
    const subgraph = subgraphOf(plan, path, typeKey, subgraphs);
    const noted = places.get(subgraph) ?? [];
    places.set(subgraph, noted);
    if (noted.push(path.join(".")) <= MOST_PLACES)
      note({ [subgraph === "" ? "missing" : `missing.${subgraph}`]: [...noted] });
    const error = internalError(requestId, path);
    return subgraph === "" ? error : { ...error, message: `${subgraph} gives no value that can stand here` };
  };
}

/** The one that was asked; none for what nobody was. The same is asked of all rows of a list. */
function subgraphOf(
  plan: PlanNode | undefined,
  path: readonly (string | number)[],
  typeKey: string,
  known: Map<string, string>,
): string {
  const keys = path.filter((segment) => typeof segment === "string");
  const place = keys.join(" ");
  const shown = (fetched: string): string => consumerKey(fetched, typeKey);
  const subgraph = known.get(place) ?? (plan && askedSubgraph(plan, keys, shown)) ?? "";
  known.set(place, subgraph);
  return subgraph;
}
