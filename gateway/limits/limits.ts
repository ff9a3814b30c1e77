/** The largest request the gateway accepts. Whatever exceeds one of these is refused before it is planned. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Tokens of the document, comments excluded. */
  readonly tokens: number;
  /** Characters of a name in the document. */
  readonly nameLength: number;
  /** Brackets of any kind open at once in the document: what keeps a recursive parser on its stack. */
  readonly nesting: number;
  /** Fields below one another, fragments expanded, introspection excluded. */
  readonly depth: number;
  /** Fields selected, fragments expanded. */
  readonly fields: number;
  /** Fields of the operation itself, fragments expanded. */
  readonly rootFields: number;
  /** Fragments, inline ones too, each counted wherever it is expanded. */
  readonly fragments: number;
  /** Fields selected under another name, fragments expanded. */
  readonly aliases: number;
  /** Directives at any one place. */
  readonly directives: number;
  /** Times `__schema` or `__type` is selected, fragments expanded. */
  readonly introspections: number;
  /** Fields below one another from `__schema` or `__type` on; the usual introspection query has 15. */
  readonly introspectionDepth: number;
  /** The estimated cost of an operation (docs/limits.md). */
  readonly cost: number;
  /** Lists and objects inside one another in the variables. */
  readonly variableNesting: number;
  /** Bytes of a body of events. */
  readonly eventBytes: number;
  /** Events in one request. */
  readonly events: number;
  /** Lists and objects inside one another in an event, the event itself included. */
  readonly eventNesting: number;
}

/** What a gateway accepts unless told otherwise. */
export const DEFAULT_LIMITS: Limits = Object.freeze({
  bodyBytes: 256 * 1_024,
  tokens: 4_000,
  nameLength: 200,
  nesting: 50,
  depth: 12,
  fields: 1_000,
  rootFields: 50,
  fragments: 500,
  aliases: 100,
  directives: 5,
  introspections: 5,
  introspectionDepth: 16,
  cost: 100_000,
  variableNesting: 20,
  eventBytes: 1_024 * 1_024,
  events: 1_000,
  eventNesting: 20,
});
