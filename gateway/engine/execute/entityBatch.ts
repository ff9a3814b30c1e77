import type { EntityGroup } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { type FindLost, lostEntities } from "./lostEntities.ts";
import { copyOf, mergeData } from "./mergeData.ts";
import { entityFinder, type FindEntities, type Place } from "./findEntities.ts";
import { type Represent, representer } from "./representation.ts";
import type { Representations } from "./representations.ts";
import { type RewriteData, rewriter } from "./rewriteData.ts";
import { isObject, type JsonObject, type Run } from "./run.ts";

/** The entities of a group that a request completes, and which representation each has. */
export interface Targets {
  readonly entities: JsonObject[];
  readonly indices: number[];
  /** Those that are not asked for, for something required of them was lost. */
  readonly lost: ReturnType<FindLost>;
}

/** A compiled group of entities. */
export interface EntityBatch {
  readonly key: string;
  readonly variable: string;
  /** Finds the entities, adding their representations to those of the variable. */
  collect(run: Run, representations: Representations): Targets;
  /** Gives what was answered, one for each representation, to all entities that have it. */
  complete(targets: Targets, answered: readonly unknown[]): void;
  /** Where the entities stand that have a representation, and which types they are of; for errors only. */
  places(run: Run, representations: Representations): readonly EntityPlace[];
}

/** Where an entity stands. */
export interface EntityPlace {
  readonly index: number;
  readonly type: string;
  readonly place: Place;
}

/** Compiles a group of entities. */
export function entityBatch(group: EntityGroup, satisfies: Satisfies): EntityBatch {
  const represent = representer(group, satisfies);
  const finders = group.paths.map((path) => entityFinder(path, satisfies, false));
  const rewrite = rewriter(group.outputRewrites, satisfies);
  const findLost = lostEntities(group, satisfies);
  return {
    key: group.key,
    variable: group.variable,
    collect: (run, representations) => collect({ run, finders, represent, findLost }, representations),
    complete: (targets, answered) => complete(targets, answered, rewrite),
    places(run, { indices }) {
      const found: EntityPlace[] = [];
      for (const path of group.paths) {
        entityFinder(
          path,
          satisfies,
          true,
        )(run.data, (entity, place) => {
          const text = represent(entity, run.variables);
          const index = text === undefined ? undefined : indices.get(text);
          if (index !== undefined)
            found.push({ index, type: String(entity["__typename"]), place: [...place] });
        });
      }
      return found;
    },
  };
}

interface Collecting {
  readonly run: Run;
  readonly finders: readonly FindEntities[];
  readonly represent: Represent;
  readonly findLost: FindLost;
}

function collect(
  { run, finders, represent, findLost }: Collecting,
  representations: Representations,
): Targets {
  const { data, variables } = run;
  const lost = findLost(run);
  const targets: Targets = { entities: [], indices: [], lost };
  const { indices } = representations;
  const found = (entity: JsonObject): void => {
    if (lost.size > 0 && lost.has(entity)) return;
    const text = represent(entity, variables);
    if (text === undefined) return;
    let index = indices.get(text);
    if (index === undefined) {
      index = indices.size;
      indices.set(text, index);
      representations.text += index === 0 ? text : `,${text}`;
    }
    targets.entities.push(entity);
    targets.indices.push(index);
  };
  for (const find of finders) find(data, found);
  return targets;
}

function complete(
  { entities, indices }: Targets,
  answered: readonly unknown[],
  rewrite: RewriteData | undefined,
): void {
  rewrite?.(answered);
  const isShared = entities.length > answered.length;
  const given = isShared ? new Set<number>() : undefined;
  for (let at = 0; at < entities.length; at++) {
    const entity = entities[at];
    const index = indices[at] ?? -1;
    const answer = answered[index];
    if (entity === undefined || !isObject(answer)) continue;
    // What one entity was given is changed by later fetches, which can differ from place to place.
    mergeData(entity, given?.has(index) === true ? (copyOf(answer) as JsonObject) : answer);
    given?.add(index);
  }
}
