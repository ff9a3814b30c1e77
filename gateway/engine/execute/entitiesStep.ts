import type { GraphQLFormattedError } from "graphql";
import type { EntitiesNode } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import type { SubgraphResult } from "../subgraphCall.ts";
import { askedKeys } from "./askedKeys.ts";
import { type EntityBatch, entityBatch } from "./entityBatch.ts";
import { placeLostInputs } from "./placeLostInputs.ts";
import { placeEntityErrors } from "./placeEntityErrors.ts";
import { type Asked, membersOf, newRepresentations, ofVariable } from "./representations.ts";
import { requestBody } from "./requestBody.ts";
import type { Run, Step } from "./run.ts";

/** Compiles a fetch of entities: one request for all groups of them; none when there are no entities. */
export function entitiesStep(node: EntitiesNode, satisfies: Satisfies): Step {
  const { subgraph, operation, isMutation } = node;
  const bodyOf = requestBody(node);
  const batches = node.groups.map((group) => entityBatch(group, satisfies));
  const variables = [...new Set(batches.map(({ variable }) => variable))];
  const ask = async (run: Run, asked: Asked): Promise<Run> => {
    const body = bodyOf(run.variables, membersOf(asked.representations));
    const result = await run.call(subgraph, { body, repeatable: !isMutation });
    const answers = batches.map((batch, index) => answerOf(batch, index, asked, result));
    const errors = errorsOf(subgraph, answers, result);
    // Before anything is merged: errors are placed by what was asked, which an answer may change.
    if (errors.length > 0)
      placeEntityErrors({ run, batches, ...asked, answers, errors }, askedKeys(operation, satisfies));
    batches.forEach((batch, index) => {
      const [targets, answered] = [asked.targets[index], answers[index]];
      if (targets !== undefined && answered !== undefined) batch.complete(targets, answered);
    });
    return run;
  };
  return (run) => {
    const representations = new Map(variables.map((each) => [each, newRepresentations()]));
    const targets = batches.map((batch) => batch.collect(run, ofVariable(representations, batch)));
    batches.forEach(({ key }, index) => {
      const lost = targets[index]?.lost;
      if (lost !== undefined && lost.size > 0)
        placeLostInputs(run, key, lost.values(), askedKeys(operation, satisfies));
    });
    if (targets.every(({ entities }) => entities.length === 0)) return undefined;
    return ask(run, { representations, targets });
  };
}

/** One answer for each representation, as it must be; undefined when it is not so. */
function answerOf(
  batch: EntityBatch,
  index: number,
  { representations, targets }: Asked,
  { data }: SubgraphResult,
): readonly unknown[] | undefined {
  const answered = data?.[batch.key];
  // Of this group there may be none where there are some of others.
  if (targets[index]?.entities.length === 0) return [];
  if (!Array.isArray(answered)) return undefined;
  return answered.length === ofVariable(representations, batch).indices.size ? answered : undefined;
}

/** A subgraph that leaves out what it was asked for without a word does not answer as one. */
function errorsOf(
  subgraph: string,
  answers: readonly (readonly unknown[] | undefined)[],
  { errors }: SubgraphResult,
): readonly GraphQLFormattedError[] {
  if (errors.length > 0 || !answers.includes(undefined)) return errors;
  const extensions = { code: "UNAVAILABLE", context: subgraph };
  return [{ message: `context ${subgraph} does not answer`, extensions }];
}
