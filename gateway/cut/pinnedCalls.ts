import { type Cut, productCutText } from "@datamesh/kernel/cut";
import type { CallSubgraph } from "../supergraph/subgraphCall.ts";

/** Calls that are read as of one cut, which travels in the body and so is bound by the token of each call. */
export function pinnedCalls(call: CallSubgraph, cut: Cut): CallSubgraph {
  const asOf = Object.fromEntries([...cut].map(([ref, each]) => [ref, productCutText(each)]));
  return (subgraph, query) => call(subgraph, { ...query, extensions: { datamesh: { asOf } } });
}
