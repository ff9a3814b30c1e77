import type { FieldNode, GraphQLField } from "graphql";

/** A field that another one is computed from, and how it is asked for. */
export interface RuleInput {
  /** The object type it is a field of. */
  readonly type: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
}

/** What fields are computed from (`@requires`), at every remove; nothing for most. */
export type ComputedFields = (type: string, field: string) => readonly RuleInput[];
