import type { Mask } from "../policy/mask.ts";
import { anyone } from "../policy/rule.ts";
import type { FieldDescriptor } from "../product/descriptor.ts";
import type { Classification } from "../product/field.ts";
import { compareRules } from "./compareRules.ts";
import { type Difference, loosening } from "./difference.ts";

/** Least sensitive first. */
const SENSITIVITY: readonly Classification[] = ["internal", "identifier", "personal"];

/** How sensitive a field is, how it is masked, and who may read or write it. */
export function compareFieldPolicy(
  path: string,
  before: FieldDescriptor,
  after: FieldDescriptor,
): readonly Difference[] {
  return [
    ...compareClassification(path, before.classification, after.classification),
    ...compareMask(`${path}.mask`, before.mask, after.mask),
    ...compareRules(`${path}.read`, before.read ?? anyone, after.read ?? anyone),
    ...compareRules(`${path}.write`, before.write ?? anyone, after.write ?? anyone),
  ];
}

function compareClassification(
  path: string,
  before: Classification,
  after: Classification,
): readonly Difference[] {
  if (before === after) return [];
  const what = `classified ${after} instead of ${before}`;
  return SENSITIVITY.indexOf(after) > SENSITIVITY.indexOf(before)
    ? [{ path, what, bump: "major" }]
    : [loosening(path, what)];
}

/** `redacted` shows nothing, so any other mask shows more; any two others show something else. */
function compareMask(path: string, before: Mask | undefined, after: Mask | undefined): readonly Difference[] {
  if (before === after) return [];
  if (after === undefined) return [loosening(path, `${before} is dropped`)];
  const what = before === undefined ? `${after} is new` : `${after} instead of ${before}`;
  return before === "redacted" ? [loosening(path, what)] : [{ path, what, bump: "major" }];
}
