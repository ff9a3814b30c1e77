/** An object of the sample data: values, and functions of a field's arguments that find the other values in `this`. */
export type Fields = Readonly<Record<string, unknown>>;

/** The data that the subgraphs and the plain schema share. */
export interface SampleData {
  /** Values of the root fields of queries, or functions of their arguments. */
  readonly query?: Fields;
  readonly mutation?: Fields;
  /** All entities there are, each with its `__typename`: subgraphs find the keys they are given among them. */
  readonly entities?: readonly Fields[];
}

/** A subgraph: its SDL, to which the import of all federation directives is added unless it has its own `@link`. */
export type Subgraph = string | SubgraphOptions;

export interface SubgraphOptions {
  readonly sdl: string;
  /** Written for Federation 1: nothing is added to the SDL. */
  readonly federation1?: true;
  /** Entities that this subgraph has never heard of. */
  readonly lacks?: (entity: Fields) => boolean;
}

/** One operation, and what goes wrong while it is answered. */
export interface Question {
  readonly query: string;
  readonly variables?: Fields;
  readonly operationName?: string;
  /** Subgraphs that do not answer. */
  readonly down?: readonly string[];
  /** `Type.field` of the plain schema that cannot be answered because they do not. */
  readonly lost?: readonly string[];
}

/** Subgraphs and one plain schema over the same data, and what is asked of both. */
export interface Scenario {
  /** What consumers see, as the SDL of a single schema without federation. */
  readonly schema: string;
  readonly subgraphs: Readonly<Record<string, Subgraph>>;
  /** The supergraph's SDL, unless it is what the subgraphs compose to. */
  readonly supergraphSdl?: string;
  /** Made anew for every answer. */
  readonly data: () => SampleData;
  /** Operations that are answered without an error; the name says what is shown. */
  readonly operations: Readonly<Record<string, Question | string>>;
  /** Operations of which something fails. */
  readonly failures?: Readonly<Record<string, Question | string>>;
  /** Operations that consumers may ask and the query planner finds no way to answer, though there is one. */
  readonly unplannable?: Readonly<Record<string, Question | string>>;
}
