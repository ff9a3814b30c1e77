import type { GraphQLFormattedError } from "graphql";
import type { SelectionUse } from "../authorize/collectSelections.ts";

/** What the consumer gets, be it the data alone. */
export type AnsweredData = Readonly<Record<string, unknown>> | null;

/** Response keys and list indices, as far as they are left to go. */
type Path = readonly (string | number)[];

/**
 * Whether a context denied what the gateway let pass: it may know a policy that has just become narrower. Only what is
 * null in the answer was denied: what was answered beside the error was given, be it in a single row.
 */
export function isDeniedLater(
  { path }: SelectionUse,
  failures: readonly GraphQLFormattedError[],
  data: AnsweredData,
): boolean {
  const denials = failures
    .filter(({ extensions }) => extensions?.["code"] === "FORBIDDEN")
    .map((failure): Path => failure.path ?? [])
    .filter((denial) => denial.some(isKey) && covers(denial, path));
  return denials.length > 0 && isWithheld(data, path, denials);
}

/** Whether there is nothing at the path, wherever lists lead it, but nulls that a denial explains. */
function isWithheld(value: unknown, path: readonly string[], denials: readonly Path[]): boolean {
  // Another type's object, among those of an interface or union.
  if (value === undefined) return true;
  if (value === null) return denials.some((denial) => covers(denial, path));
  if (Array.isArray(value)) {
    return (
      value.length > 0 &&
      value.every((item, index) => isWithheld(item, path, within(denials, index, isIndex)))
    );
  }
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== "object") return false;
  return isWithheld((value as Readonly<Record<string, unknown>>)[key], rest, within(denials, key, isKey));
}

/** The denials that hold one step further down; one without list indices holds in every row. */
function within(
  denials: readonly Path[],
  step: string | number,
  isStep: (segment: string | number) => boolean,
): readonly Path[] {
  return denials.flatMap((denial) => {
    const [next, ...rest] = denial;
    if (next === undefined || !isStep(next)) return [denial];
    return next === step ? [rest] : [];
  });
}

const covers = (denial: Path, path: readonly string[]): boolean =>
  denial.filter(isKey).every((segment, index) => segment === path[index]);

const isKey = (segment: string | number): segment is string => typeof segment === "string";
const isIndex = (segment: string | number): boolean => typeof segment === "number";
