/** What is to be done to fetch the data of an operation: the planner's plan, as this engine executes it. */
export type PlanNode = SequenceNode | ParallelNode | ConditionNode | FetchNode | RootAgainNode | EntitiesNode;

/** One after the other. */
export interface SequenceNode {
  readonly kind: "sequence";
  readonly nodes: readonly PlanNode[];
  /** Of a mutation, the response key of the root field that each node is for: after one that fails none happens. */
  readonly rootKeys?: readonly string[];
}

/** All at once. */
export interface ParallelNode {
  readonly kind: "parallel";
  readonly nodes: readonly PlanNode[];
}

/** One of two, by a variable that is true or not. */
export interface ConditionNode {
  readonly kind: "condition";
  readonly variable: string;
  readonly whenTrue: PlanNode | undefined;
  readonly otherwise: PlanNode | undefined;
}

/** What every request to a subgraph is made of. */
export interface Request {
  readonly subgraph: string;
  /** The text of the document. */
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly isMutation: boolean;
  /** The operation's variables that it uses. */
  readonly variables: readonly string[];
}

/** Fetches root fields. */
export interface FetchNode extends Request {
  readonly kind: "fetch";
  readonly outputRewrites: readonly Rewrite[];
}

/** Fetches root fields for objects of a root type that are among the data, since a field can return one. */
export interface RootAgainNode extends Request {
  readonly kind: "rootAgain";
  /** Where these objects stand. */
  readonly path: readonly PathSegment[];
  readonly outputRewrites: readonly Rewrite[];
}

/** Fetches more of entities that are among the data. */
export interface EntitiesNode extends Request {
  readonly kind: "entities";
  readonly groups: readonly EntityGroup[];
}

/** Entities that are asked for the same fields, in one `_entities` field of a request. */
export interface EntityGroup {
  /** The response key of the `_entities` field. */
  readonly key: string;
  /** The variable its representations are in; groups can share one. */
  readonly variable: string;
  /** Where the entities stand. */
  readonly paths: readonly (readonly PathSegment[])[];
  /** What of an entity its representation is made of. */
  readonly requires: readonly Requirement[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

/** A step towards entities: into a field, to each item of a list, or on only with objects of some types. */
export type PathSegment =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "items" }
  | { readonly kind: "types"; readonly names: readonly string[] };

/** A part of an entity that is required of it, be it only of those of a type. */
export type Requirement =
  | {
      readonly kind: "field";
      readonly name: string;
      readonly key: string;
      readonly below: readonly Requirement[];
    }
  | {
      readonly kind: "type";
      readonly name: string;
      readonly below: readonly Requirement[];
      readonly skipIf: string | undefined;
      readonly includeIf: string | undefined;
    };

/** A change of what is sent or of what was received: a value is set, or a key is given another name. */
export type Rewrite =
  | { readonly kind: "set"; readonly path: readonly RewriteStep[]; readonly value: string }
  | { readonly kind: "rename"; readonly path: readonly RewriteStep[]; readonly to: string };

/** Into a key, or on only with objects of some types. */
export type RewriteStep =
  | { readonly kind: "key"; readonly name: string }
  | { readonly kind: "types"; readonly names: readonly string[] };
