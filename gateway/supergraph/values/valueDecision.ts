import type { Consumer } from "@datamesh/kernel/policy";
import type { GraphQLFormattedError } from "graphql";
import type { JsonObject } from "../../engine/index.ts";
import { type FaultyPlaces, faultyPlaces } from "./faultyPlaces.ts";
import { type Judged, withoutRefused } from "./withoutRefused.ts";
import { type Path, type ValueField, type ValueParts, valuePlaces } from "./valuePlaces.ts";
import { verdicts } from "./verdicts.ts";

/** What was fetched, and for whom. */
export interface Fetched {
  readonly data: JsonObject;
  readonly errors: readonly GraphQLFormattedError[];
  /** The coerced ones. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly consumer: Consumer;
}

/**
 * Decides on fetched data, and takes out of it what is refused: null stands there. Answers all errors, at places in the
 * data: those of fetching, without any inside of what was taken out, and one for each place where something was.
 */
export type DecideValues = (fetched: Fetched) => Promise<readonly GraphQLFormattedError[]>;

/**
 * Compiles it for an operation. A rule is evaluated once for the same arguments and values; it is not asked, and that
 * refuses, where a value is missing, or null while an error may be about it.
 */
export function valueDecision(parts: ValueParts): DecideValues {
  const visit = valuePlaces(parts);
  return async ({ data, errors, variables, consumer }) => {
    const faulty = faultyPlaces(errors);
    const evaluation = verdicts(variables, consumer);
    const judged: Judged[] = [];
    visit(data, (field, object, on) => {
      const { shown, lost } = shownValues(field, object, on, faulty);
      const text = JSON.stringify(shown);
      const outcomes = lost.length > 0 ? [] : field.checks.map((check) => evaluation.begin(check, text));
      judged.push({ object, fetched: field.fetched, path: [...on, field.fetched], lost, outcomes });
    });
    await evaluation.decided();
    return withoutRefused(judged, errors, faulty);
  };
}

/** The values that the rules on a field are shown, and where those are that nobody knows. */
function shownValues(
  { shown }: ValueField,
  object: JsonObject,
  on: Path,
  faulty: FaultyPlaces,
): { readonly shown: Readonly<Record<string, unknown>>; readonly lost: readonly Path[] } {
  const known: Record<string, unknown> = {};
  const lost: Path[] = [];
  for (const { name, key, valueOf } of shown) {
    const fetched = object[key];
    const value = fetched === undefined ? undefined : valueOf(fetched);
    const place = [...on, key];
    if (value === undefined || (value === null && faulty.isDoubtful(place))) lost.push(place);
    else known[name] = value;
  }
  return { shown: known, lost };
}
