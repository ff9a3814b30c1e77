import { explainRule, nobody, type Policy } from "@datamesh/kernel/policy";
import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "Who may do what with a product, and for how long it is kept." })
export class ProductPolicy {
  @Field(() => String, { description: "Who may read it, in words." })
  read!: string;

  @Field(() => String, { description: "Who may submit the events it is derived from, in words." })
  write!: string;

  @Field(() => String, { description: "Who sees personal values as they are, in words." })
  unmask!: string;

  @Field(() => [String], { description: "The reasons of use it serves." })
  purposes!: readonly string[];

  @Field(() => String, { description: "How long rows are kept after their last event: `7y`." })
  retention!: string;

  @Field(() => [String], { description: "The regimes it is under: GDPR, CCPA, AML-CTF." })
  compliance!: readonly string[];

  @Field(() => Boolean, {
    description: "Whether only those who may read it learn that it exists.",
  })
  hidden!: boolean;

  /** A policy with its rules in words. */
  static of({ read, write = nobody, unmask, ...rest }: Policy): ProductPolicy {
    const rules = { read: explainRule(read), write: explainRule(write), unmask: explainRule(unmask) };
    const { purposes, retention, compliance } = rest;
    return { ...rules, purposes, retention, compliance, hidden: rest.hidden === true };
  }
}
