import { type Cut, productCutText } from "@datamesh/kernel/cut";
import type { CallSubgraph } from "../engine/index.ts";

/** Calls that are read as of one cut, which travels in the body and so is bound by the token of each call. */
export function pinnedCalls(call: CallSubgraph, cut: Cut): CallSubgraph {
  const asOf = Object.fromEntries([...cut].map(([ref, each]) => [ref, productCutText(each)]));
  const end = `,"extensions":${JSON.stringify({ datamesh: { asOf } })}}`;
  return (subgraph, query) => call(subgraph, { ...query, body: query.body.slice(0, -1) + end });
}
