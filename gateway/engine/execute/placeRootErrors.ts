import type { GraphQLFormattedError } from "graphql";
import type { SubgraphResult } from "../subgraphCall.ts";
import type { AskedKeys } from "./askedKeys.ts";

/**
 * The errors at their fields. When nothing was delivered, each field gets one, since an error without a path would not
 * tell which of the nulls it explains.
 */
export function placeRootErrors(
  { data, errors }: SubgraphResult,
  { root }: AskedKeys,
): readonly GraphQLFormattedError[] {
  if (data !== null) {
    const first = root.find((key) => (data[key] ?? null) === null) ?? root[0] ?? "";
    return errors.map((error) => (error.path === undefined ? { ...error, path: [first] } : error));
  }
  return root.flatMap((key) => {
    const error = errors.find(({ path }) => path?.[0] === key) ?? errors[0];
    return error === undefined ? [] : [{ ...error, path: error.path?.[0] === key ? error.path : [key] }];
  });
}
