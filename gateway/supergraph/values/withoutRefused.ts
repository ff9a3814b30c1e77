import type { GraphQLFormattedError } from "graphql";
import { notAllowed } from "../../authorize/notAllowed.ts";
import type { JsonObject } from "../../engine/index.ts";
import { errorAt } from "../answerErrors.ts";
import { type FaultyPlaces, keysOf } from "./faultyPlaces.ts";
import type { Path } from "./valuePlaces.ts";
import type { Outcome } from "./verdicts.ts";

/** A field of an object that was decided on, in the order of the data. */
export interface Judged {
  readonly object: JsonObject;
  readonly fetched: string;
  readonly path: Path;
  /** The places of values that nobody knows. */
  readonly lost: readonly Path[];
  readonly outcomes: readonly Outcome[];
}

/** Takes out of the data what was refused. Answers the errors that are left, and those that say what was taken out. */
export function withoutRefused(
  judged: readonly Judged[],
  errors: readonly GraphQLFormattedError[],
  faulty: FaultyPlaces,
): readonly GraphQLFormattedError[] {
  const refused = outermost(judged.filter(isRefused));
  if (refused.length === 0) return errors;
  for (const { object, fetched } of refused) object[fetched] = null;
  const taken = new Set(refused.map(({ path }) => JSON.stringify(path)));
  const left = errors.filter(({ path = [] }) => !isWithin(path, taken));
  return [...atFields(left, refused), ...refused.flatMap((each) => refusalOf(each, faulty))];
}

const isRefused = ({ lost, outcomes }: Judged): boolean =>
  lost.length > 0 || outcomes.some(({ refusal }) => refusal !== undefined);

/** Without those inside of other ones, which directly follow what they are in. */
function outermost(refused: readonly Judged[]): readonly Judged[] {
  const outer: Judged[] = [];
  for (const each of refused) {
    const last = outer.at(-1)?.path;
    if (last === undefined || !last.every((segment, index) => each.path[index] === segment)) outer.push(each);
  }
  return outer;
}

/** What failed inside of something that is not told tells how much there is of it. */
function isWithin(path: Path, taken: ReadonlySet<string>): boolean {
  return path.some((_, index) => taken.has(JSON.stringify(path.slice(0, index + 1))));
}

/** The error of fetching a value stands at the fields that could not be decided on without it. */
function atFields(
  errors: readonly GraphQLFormattedError[],
  refused: readonly Judged[],
): readonly GraphQLFormattedError[] {
  const fields = new Map<string, Set<string>>();
  for (const { lost, fetched } of refused) {
    for (const place of lost) {
      const known = fields.get(keysOf(place)) ?? new Set();
      fields.set(keysOf(place), known.add(fetched));
    }
  }
  return errors.flatMap((error) => {
    const { path = [] } = error;
    const own = fields.get(keysOf(path));
    if (own === undefined) return [error];
    return [...own].map((field) => ({ ...error, path: [...path.slice(0, -1), field] }));
  });
}

/** An error that says why a value is missing is enough. */
function refusalOf({ path, lost, outcomes }: Judged, faulty: FaultyPlaces): readonly GraphQLFormattedError[] {
  if (lost.some(faulty.isExplained)) return [];
  const refusal = outcomes.find((each) => each.refusal !== undefined)?.refusal ?? notAllowed();
  return [errorAt(refusal, path)];
}
