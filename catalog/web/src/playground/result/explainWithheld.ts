import type { WithheldReasonsQuery } from "../../generated/graphql.ts";
import { counted } from "../../ui/numbers.ts";
import type { WithheldField } from "./withheldFields.ts";

type Reasons = NonNullable<WithheldReasonsQuery["dataProduct"]>;

/** What masks make of a value. */
const MASKS: Readonly<Record<string, string>> = {
  initials: "the first letters of its words",
  lastFour: "its last four characters",
  redacted: "nothing of it",
  yearOnly: "the first of January of its year",
};

/** What was withheld, in a line: `customer.name: masked in 20 rows`. */
export const withheldInWords = ({ label, reason, count }: WithheldField): string =>
  reason === "DENIED" ? `${label}: denied` : `${label}: masked in ${counted(count, "row")}`;

/** Why a field was withheld and what would show it: names of facts, and what they say. */
export function explainWithheld(
  { field: name, reason }: WithheldField,
  { fields, access, owner }: Reasons,
): readonly (readonly [name: string, value: string])[] {
  const field = fields.find((each) => each.name === name)?.access;
  const mask = field?.mask;
  const purposes = access.declarablePurposes;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["Shown as", reason === "MASKED" && mask ? `${MASKS[mask] ?? mask} (${mask})` : null],
    [reason === "MASKED" ? "Unmasked for" : "May be read by", (field ?? access).rule],
    ["Because", (field ?? access).because],
    ["You could declare", purposes.length > 0 ? `the purpose ${purposes.join(" or ")}` : null],
    ["Ask", `${owner.team}, ${owner.contact}`],
  ];
  return facts.flatMap(([fact, value]) => (value ? [[fact, value] as const] : []));
}
