import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from "graphql";
import { compileGuards } from "./compileGuards.ts";
import type { ComputedFields } from "./computedFields.ts";
import type { ComputedRules } from "./evaluateRules.ts";
import { fragmentFields, type ValueField } from "./fragmentFields.ts";
import { type ChecksOf, ruleChecks } from "./ruleChecks.ts";
import { fragmentsIn } from "./ruleParts.ts";
import { ruleOf, type RuleTree } from "./ruleTree.ts";

/** The rules that are decided object by object, on values of the object, once these have been fetched. */
export interface ValueRules {
  /** The fields whose values the rules on a field are shown; undefined where none asks for any. */
  fieldsFor(type: string, field: string): readonly ValueField[] | undefined;
  /** The fields whose values any rule on the type is shown. */
  fieldsOf(type: string): readonly ValueField[];
  /** What a field has to pass with the values as parent: the whole of its rule, and of those of its inputs that ask for some. */
  readonly checksOf: ChecksOf;
}

/**
 * Compiles them with graphql-shield itself, as all rules; undefined where no rule asks for values. A field that is computed
 * from others of its object takes their rules as well; throws TypeError when it is computed from those of another object,
 * whose values there is no place for.
 */
export function valueRules(
  schema: GraphQLSchema,
  tree: RuleTree,
  computed: ComputedRules = { inputsOf: () => [], tree: {} },
): ValueRules | undefined {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const inputsOf: ComputedFields = (type, field) =>
    computed.inputsOf(type, field).filter((input) => {
      return fragmentsIn(ruleOf(computed.tree, input.type, input.field.name)).length > 0;
    });
  const asked = new Map(types.map((type) => [type.name, fieldsByName(tree, type, inputsOf)]));
  if ([...asked.values()].every(({ size }) => size === 0)) return undefined;
  return {
    fieldsFor: (type, field) => asked.get(type)?.get(field),
    fieldsOf: (type) => [...(asked.get(type)?.values() ?? [])].flat(),
    checksOf: ruleChecks({
      ruleOf: compileGuards(schema, tree),
      inputRuleOf: compileGuards(schema, computed.tree),
      inputsOf,
    }),
  };
}

function fieldsByName(
  tree: RuleTree,
  type: GraphQLObjectType,
  inputsOf: ComputedFields,
): ReadonlyMap<string, readonly ValueField[]> {
  const asked = new Map<string, readonly ValueField[]>();
  for (const field of Object.keys(type.getFields())) {
    const fields = fieldsAsked(tree, type, field, inputsOf);
    if (fields.length > 0) asked.set(field, fields);
  }
  return asked;
}

function fieldsAsked(
  tree: RuleTree,
  type: GraphQLObjectType,
  field: string,
  inputsOf: ComputedFields,
): readonly ValueField[] {
  const inputs = inputsOf(type.name, field);
  const far = inputs.find((input) => input.type !== type.name);
  if (far !== undefined)
    throw new TypeError(
      `${type.name}.${field} is computed from ${far.type}.${far.field.name}, the rule on which asks for parent values`,
    );
  const fragments = [field, ...inputs.map((input) => input.field.name)].flatMap((name) =>
    fragmentsIn(ruleOf(tree, type.name, name)),
  );
  const fields = fragments.flatMap((text) => {
    const read = fragmentFields(type, text);
    return read.ok ? read.fields : [];
  });
  return [...new Set(fields)];
}
