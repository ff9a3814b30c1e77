import type { Fingerprint } from "../product/fingerprint.ts";
import { compareNames, type Difference } from "./difference.ts";
import type { FoldValues, InputValues } from "./foldValues.ts";

/** The code that makes a product's rows. */
export interface Code {
  readonly fingerprint: Fingerprint;
  readonly values: FoldValues;
}

/** What else is known of a change of code. */
interface Surroundings {
  readonly key: string;
  /** Fields that the published version does not have. */
  readonly addedFields: readonly string[];
  /** Whether the change is released as the correction of wrong values. */
  readonly isCorrection: boolean;
}

/**
 * Inputs whose code is not what made the published rows. A changed value of a field that was there is major, unless
 * it corrects a wrong one. Code that only fills added fields is minor: by proof where an input gives its values in
 * an object literal or a join, on trust where it does not.
 */
export function compareCode(before: Code, after: Code, surroundings: Surroundings): readonly Difference[] {
  const { added, removed } = compareNames(inputsOf(before), inputsOf(after));
  const changed = inputsOf(after).filter(
    (name) => name in before.fingerprint && before.fingerprint[name] !== after.fingerprint[name],
  );
  return [
    ...changed.map((name) =>
      compareInput(name, "changed", surroundings, changedValues(before.values[name], after.values[name])),
    ),
    ...added.map((name) =>
      compareInput(name, "added", surroundings, addedValues(surroundings.key, after.values[name])),
    ),
    ...removed.map((name) =>
      isUpcast(name)
        ? { path: name, what: "removed: events of that version are read no longer", bump: "patch" as const }
        : compareInput(name, "removed", surroundings, ["every one"]),
    ),
  ];
}

const isUpcast = (part: string): boolean => part.startsWith("upcast ");

/** Key and fields are in the fingerprint too, but what is promised of them stands in the contract. */
const inputsOf = ({ fingerprint }: Code): readonly string[] =>
  Object.keys(fingerprint).filter((part) => /^(fold|join|upcast) /.test(part));

function compareInput(
  path: string,
  what: string,
  { addedFields, isCorrection }: Surroundings,
  touched: readonly string[] | undefined,
): Difference {
  const others = touched?.filter((name) => !addedFields.includes(name));
  if (isUpcast(path) && touched?.length === 0) {
    return { path, what: `${what}: what is read of those events is as it was`, bump: "patch" };
  }
  if (addedFields.length > 0 && others?.length === 0) {
    return { path, what: `${what} for the added fields only`, bump: "minor" };
  }
  if (addedFields.length > 0 && others === undefined) {
    return { path, what: `${what} with the added fields, on trust for them only`, bump: "minor" };
  }
  const named = others === undefined || others.length === 0 ? "" : ` (${others.join(", ")})`;
  return isCorrection
    ? { path, what: `${what}: values are corrected${named}`, bump: "patch" }
    : { path, what: `${what}: values may change${named}`, bump: "major" };
}

/** The fields whose values a changed input gives otherwise; undefined where its code does not show them. */
function changedValues(
  before: InputValues | undefined,
  after: InputValues | undefined,
): readonly string[] | undefined {
  if (before === undefined || after === undefined) return undefined;
  if (before.frame !== after.frame) return ["every one"];
  const [was, is] = [new Map(before.given), new Map(after.given)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const touched = names.filter((name) => was.get(name) !== is.get(name));
  return isSameOrder(before, after) ? touched : ["every one"];
}

/** Whether what both give is given in the same order: a spread overwrites what stands before it. */
function isSameOrder(before: InputValues, after: InputValues): boolean {
  const [was, is] = [before, after].map(({ given }) => given.map(([name]) => name));
  const common = (names: readonly string[] = [], others: readonly string[] = []): string =>
    names.filter((name) => others.includes(name)).join();
  return common(was, is) === common(is, was);
}

/** The fields that a new input gives, besides the key that names the row. */
const addedValues = (key: string, after: InputValues | undefined): readonly string[] | undefined =>
  after?.given.map(([name]) => name).filter((name) => name !== key);
