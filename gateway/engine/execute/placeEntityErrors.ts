import type { GraphQLFormattedError } from "graphql";
import type { AskedKeys } from "./askedKeys.ts";
import type { EntityBatch, EntityPlace } from "./entityBatch.ts";
import { type Asked, ofVariable } from "./representations.ts";
import type { Run } from "./run.ts";

/** A request for entities that was not answered as a whole. */
export interface Failed extends Asked {
  readonly run: Run;
  readonly batches: readonly EntityBatch[];
  /** Of each batch; undefined when there is none. */
  readonly answers: readonly (readonly unknown[] | undefined)[];
  readonly errors: readonly GraphQLFormattedError[];
}

/** As many errors as one request can add to an answer: a thousand rows of the same do not say more. */
const MOST_ERRORS = 1_000;

/**
 * Adds the errors of a request for entities to those of the run: an error about one entity at every place where it
 * stands, with list indices. Where nothing was delivered, each key that was asked of an entity gets one, without list
 * indices.
 */
export function placeEntityErrors(failed: Failed, asked: AskedKeys): void {
  const { run, batches, representations, answers, errors } = failed;
  const placed = batches.flatMap((batch, index) => {
    const places = batch.places(run, ofVariable(representations, batch));
    const own = errors.filter(({ path }) => path?.[0] === batch.key);
    if (answers[index] === undefined) return lost(batch, places, own[0] ?? errors[0], asked);
    return own.flatMap((error) => atEntities(error, places));
  });
  const all = distinct([...placed, ...(answers.includes(undefined) ? [] : unowned(failed))]);
  run.errors.push(...all.slice(0, MOST_ERRORS));
}

function lost(
  { key }: EntityBatch,
  places: readonly EntityPlace[],
  error: GraphQLFormattedError | undefined,
  asked: AskedKeys,
): readonly GraphQLFormattedError[] {
  if (error === undefined) return [];
  return distinct(
    places.flatMap(({ type, place }) => {
      const entity = place.filter((segment) => typeof segment === "string");
      const keys = asked.below(key, type);
      const paths = keys.length === 0 ? [entity] : keys.map((each) => [...entity, each]);
      return paths.map((path) => ({ ...error, path }));
    }),
  );
}

/** At each place of the entity that an error is about; of an error about none in particular, at all of them. */
function atEntities(
  error: GraphQLFormattedError,
  places: readonly EntityPlace[],
): readonly GraphQLFormattedError[] {
  const [, about, ...rest] = error.path ?? [];
  const own = typeof about === "number" ? places.filter(({ index }) => index === about) : places;
  return own.map(({ place }) => ({ ...error, path: [...place, ...rest] }));
}

/** The errors that name none of what was asked for, at the first entity that there is. */
function unowned({ run, batches, representations, errors }: Failed): readonly GraphQLFormattedError[] {
  const others = errors.filter(({ path }) => !batches.some(({ key }) => path?.[0] === key));
  if (others.length === 0) return [];
  const [first] = batches.flatMap((batch) => batch.places(run, ofVariable(representations, batch)));
  const path = (first?.place ?? []).filter((segment) => typeof segment === "string");
  return others.map((error) => ({ ...error, path }));
}

function distinct(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  return [...new Map(errors.map((each) => [JSON.stringify([each.path, each.message]), each])).values()];
}
