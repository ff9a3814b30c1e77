import type { GraphQLFormattedError } from "graphql";
import type { FetchNode } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import type { SubgraphResult } from "../subgraphCall.ts";
import { type AskedKeys, askedKeys } from "./askedKeys.ts";
import { mergeData } from "./mergeData.ts";
import { requestBody } from "./requestBody.ts";
import { rewriter } from "./rewriteData.ts";
import type { Step } from "./run.ts";

/** Compiles a fetch of root fields. */
export function fetchStep(node: FetchNode, satisfies: Satisfies): Step {
  const { subgraph, operation, isMutation } = node;
  const bodyOf = requestBody(node);
  const rewrite = rewriter(node.outputRewrites, satisfies);
  return async (run) => {
    const result = await run.call(subgraph, { body: bodyOf(run.variables), repeatable: !isMutation });
    const { data, errors } = result;
    if (errors.length > 0) run.errors.push(...placed(result, askedKeys(operation, satisfies)));
    if (data === null) return;
    rewrite?.(data);
    mergeData(run.data, data);
  };
}

/**
 * The errors at their fields. When nothing was delivered, each field gets one, since an error without a path would not
 * tell which of the nulls it explains.
 */
function placed({ data, errors }: SubgraphResult, { root }: AskedKeys): readonly GraphQLFormattedError[] {
  if (data !== null) {
    const first = root.find((key) => (data[key] ?? null) === null) ?? root[0] ?? "";
    return errors.map((error) => (error.path === undefined ? { ...error, path: [first] } : error));
  }
  return root.flatMap((key) => {
    const error = errors.find(({ path }) => path?.[0] === key) ?? errors[0];
    return error === undefined ? [] : [{ ...error, path: error.path?.[0] === key ? error.path : [key] }];
  });
}
