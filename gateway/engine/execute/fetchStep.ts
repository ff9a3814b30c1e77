import type { FetchNode } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { askedKeys } from "./askedKeys.ts";
import { mergeData } from "./mergeData.ts";
import { placeRootErrors } from "./placeRootErrors.ts";
import { requestBody } from "./requestBody.ts";
import { rewriter } from "./rewriteData.ts";
import type { SubgraphResult } from "../subgraphCall.ts";
import type { Run, Step } from "./run.ts";

/** Compiles a fetch of root fields. */
export function fetchStep(node: FetchNode, satisfies: Satisfies): Step {
  const { subgraph, operation, isMutation } = node;
  const bodyOf = requestBody(node);
  const rewrite = rewriter(node.outputRewrites, satisfies);
  const fetched = (run: Run, result: SubgraphResult): Run => {
    const { data, errors, dataText } = result;
    if (dataText !== undefined) run.dataText = dataText;
    if (errors.length > 0) run.errors.push(...placeRootErrors(result, askedKeys(operation, satisfies)));
    if (data === null) return run;
    rewrite?.(data);
    mergeData(run.data, data);
    return run;
  };
  return (run) => {
    const { passes } = run;
    const body = bodyOf(run.variables, "");
    const query =
      passes === undefined ? { body, repeatable: !isMutation } : { body, repeatable: !isMutation, passes };
    return run.call(subgraph, query).then((result) => fetched(run, result));
  };
}
