import { type FieldNode, Kind } from "graphql";
import type { ValueRules } from "../../authorize/valueRules.ts";

/**
 * The response key under which a value is fetched that a rule is shown. `prefix` starts no key of the operation, what a
 * consumer's own key is fetched under when it is put before it never goes on with a digit, and the type's name keeps fields
 * of one name and two types apart.
 */
export const valueKey = (prefix: string, type: string, field: string): string => `${prefix}1${type}_${field}`;

/** What has to be fetched beside a field, so that its rules can be decided. */
export function valueNodes(values: ValueRules, prefix: string) {
  return (type: string, field: string): readonly FieldNode[] =>
    (values.fieldsFor(type, field) ?? []).map(({ name }) => ({
      kind: Kind.FIELD,
      alias: { kind: Kind.NAME, value: valueKey(prefix, type, name) },
      name: { kind: Kind.NAME, value: name },
    }));
}
