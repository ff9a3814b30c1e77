import { type FieldNode, Kind, parse, type SelectionSetNode } from "graphql";
import type { Satisfies } from "../plan/typeConditions.ts";

/** What a request asks for, and is lost when it is not answered. */
export interface AskedKeys {
  /** The response keys of its root fields. */
  readonly root: readonly string[];
  /** The response keys below a root field, for an object of the type. */
  below(rootKey: string, type: string): readonly string[];
}

/** Reads the response keys out of the document that a request sends. */
export function askedKeys(document: string, satisfies: Satisfies): AskedKeys {
  const { definitions } = parse(document, { noLocation: true });
  const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const fragments = new Map(
    definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const fieldsOf = ({ selections }: SelectionSetNode, type?: string): readonly FieldNode[] =>
    selections.flatMap((each) => {
      if (each.kind === Kind.FIELD) return [each];
      const part = each.kind === Kind.INLINE_FRAGMENT ? each : fragments.get(each.name.value);
      const condition = part?.typeCondition?.name.value;
      const counts = type === undefined || condition === undefined || satisfies(type, condition);
      return part && counts ? fieldsOf(part.selectionSet, type) : [];
    });
  const root = operation === undefined ? [] : fieldsOf(operation.selectionSet);
  return {
    root: [...new Set(root.map(keyOf))],
    below: (rootKey, type) => {
      const field = root.find((each) => keyOf(each) === rootKey);
      return field?.selectionSet === undefined
        ? []
        : [...new Set(fieldsOf(field.selectionSet, type).map(keyOf))];
    },
  };
}

const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;
