import type { Decision, Mask } from "@datamesh/kernel/policy";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { MaskEnum } from "./enums.ts";

/** What somebody may see, by its GraphQL name. */
const AccessEffectEnum = {
  ALLOW: "allow",
  MASK: "mask",
  DENY: "deny",
} as const satisfies Record<string, Decision["effect"]>;

registerEnumType(AccessEffectEnum, {
  name: "AccessEffect",
  description: "What whoever asks may see.",
  valuesConfig: {
    ALLOW: { description: "It, as it is." },
    MASK: { description: "It, masked." },
    DENY: { description: "Nothing of it." },
  },
});

@ObjectType({ description: "What whoever asks may do with a product, by its policy, and why." })
export class ProductAccess {
  @Field(() => AccessEffectEnum, {
    description: "Whether they may read it. A whole product is never masked; its fields may be.",
  })
  effect!: Decision["effect"];

  @Field(() => String, {
    description: "The rule that decided, in words: of a refusal the one that is not satisfied.",
  })
  rule!: string;

  @Field(() => String, { description: "Which alternative is satisfied, or what is missing." })
  because!: string;

  @Field(() => String, { nullable: true, description: "The purpose that counted, if any." })
  purpose!: string | null;

  @Field(() => [String], { description: "The purposes of the product that they could declare." })
  declarablePurposes!: readonly string[];
}

@ObjectType({ description: "What whoever asks sees of a field, by its product's policy, and why." })
export class FieldAccess {
  @Field(() => AccessEffectEnum, { description: "Whether they see its values." })
  effect!: Decision["effect"];

  @Field(() => MaskEnum, { nullable: true, description: "How they see its values, when these are masked." })
  mask!: Mask | null;

  @Field(() => String, {
    description: "The rule that decided, in words: of a refusal or a mask the one that is not satisfied.",
  })
  rule!: string;

  @Field(() => String, { description: "Which alternative is satisfied, or what is missing." })
  because!: string;

  /** A decision on a field. */
  static of(decision: Decision): FieldAccess {
    const { effect, rule, because } = decision;
    return { effect, mask: decision.effect === "mask" ? decision.mask : null, rule, because };
  }
}
