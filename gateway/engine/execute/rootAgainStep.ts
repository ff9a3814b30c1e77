import type { RootAgainNode } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { askedKeys } from "./askedKeys.ts";
import { entityFinder, type Place } from "./findEntities.ts";
import { copyOf, mergeData } from "./mergeData.ts";
import { placeRootErrors } from "./placeRootErrors.ts";
import { requestBody } from "./requestBody.ts";
import { rewriter } from "./rewriteData.ts";
import { isObject, type JsonObject, type Run, type Step } from "./run.ts";

/** Where a request's errors are told at most: more places of the same do not say more. */
const MOST_PLACES = 100;

/** Compiles a fetch of root fields for all objects of a root type at a path: one request, none when there are none. */
export function rootAgainStep(node: RootAgainNode, satisfies: Satisfies): Step {
  const { subgraph, operation, isMutation, path } = node;
  const bodyOf = requestBody(node);
  const rewrite = rewriter(node.outputRewrites, satisfies);
  const find = entityFinder(path, satisfies, true);
  const ask = async (run: Run, objects: readonly JsonObject[], places: readonly Place[]): Promise<Run> => {
    const result = await run.call(subgraph, { body: bodyOf(run.variables), repeatable: !isMutation });
    const errors = result.errors.length > 0 ? placeRootErrors(result, askedKeys(operation, satisfies)) : [];
    for (const place of places)
      run.errors.push(...errors.map((error) => ({ ...error, path: [...place, ...(error.path ?? [])] })));
    if (result.data === null) return run;
    rewrite?.(result.data);
    for (const object of objects) {
      const copy = copyOf(result.data);
      if (isObject(copy)) mergeData(object, copy);
    }
    return run;
  };
  return (run) => {
    const objects: JsonObject[] = [];
    const places: Place[] = [];
    find(run.data, (object, place) => {
      objects.push(object);
      if (places.length < MOST_PLACES) places.push([...place]);
    });
    return objects.length === 0 ? undefined : ask(run, objects, places);
  };
}
