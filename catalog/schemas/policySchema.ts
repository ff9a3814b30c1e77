import { z } from "@datamesh/kernel";
import { COMPLIANCE_TAGS, MASKS, type Policy, type Rule } from "@datamesh/kernel/policy";
import { name } from "./names.ts";

const rule: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("anyone") }),
    z.strictObject({ kind: z.literal("nobody") }),
    z.strictObject({ kind: z.literal("role"), role: name }),
    z.strictObject({ kind: z.literal("scope"), scope: name }),
    z.strictObject({ kind: z.literal("team"), team: name }),
    z.strictObject({ kind: z.literal("purpose"), purpose: name }),
    z.strictObject({ kind: z.literal("consumer"), consumer: name }),
    z.strictObject({ kind: z.literal("anyOf"), rules: z.array(rule) }),
    z.strictObject({ kind: z.literal("allOf"), rules: z.array(rule) }),
  ]),
);

/** What a policy says of a single field. */
export const fieldPolicySchema = z.strictObject({
  name,
  mask: z.enum(MASKS).exactOptional(),
  read: rule.exactOptional(),
  write: rule.exactOptional(),
});

/** The governance of a product version, as data. */
export const policySchema: z.ZodType<Policy> = z.strictObject({
  read: rule,
  write: rule.exactOptional(),
  unmask: rule,
  purposes: z.array(name),
  retention: name,
  compliance: z.array(z.enum(COMPLIANCE_TAGS)),
  hidden: z.literal(true).exactOptional(),
});
