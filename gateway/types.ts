import type { MeshError } from "@datamesh/kernel";
import type { SubgraphRequest, SubgraphResponse } from "@datamesh/kernel/graphql";
import type { Consumer } from "@datamesh/kernel/policy";
import type { Deprecation, ProductDescriptor } from "@datamesh/kernel/product";
import type { Span } from "@datamesh/kernel/trace";
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from "graphql";
import type { Access } from "./audit/accesses.ts";
import type { Served } from "./cache/cacheTally.ts";
import type { Explaining, Explanation } from "./explain/index.ts";
import type { Reading } from "./cut/reading.ts";

/** One authenticated request. */
export interface RequestContext {
  readonly consumer: Consumer;
  readonly requestId: string;
  /** Where facts for the log line of this request go; never values, never tokens. */
  readonly note: (facts: Readonly<Record<string, unknown>>) => void;
  /** Which state of the products is asked for; as they are unless given. */
  readonly reading?: Reading;
  /** Aborted when nobody waits for the answer any more: the client went away, or the deadline passed. */
  readonly signal?: AbortSignal;
  /** Told how it is answered, where the consumer asks for that. */
  readonly explain?: Explaining;
  /** What is done for it is a part of this; absent where it is not traced. */
  readonly span?: Span;
}

/** A parsed and validated operation, with variables as the client sent them. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether the data may be answered as text. */
  readonly takesText?: boolean;
}

/** A selected value that the consumer did not get as it is; once per selection, without list indices. */
export interface Withheld {
  readonly path: readonly string[];
  readonly reason: "DENIED" | "MASKED";
}

export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  /** The JSON of the data, to be passed on as it is; then `data` is not looked at. */
  readonly dataText?: string | Buffer;
  readonly errors: readonly GraphQLFormattedError[];
  readonly withheld: readonly Withheld[];
  /** What it tells of which products, to be written down before it is given. */
  readonly accesses: readonly Access[];
  /** The announced ends of products the answer was read from. */
  readonly deprecations?: readonly Deprecation[];
  /** What it was read as of, if that was asked for: to be given as `asOf`. */
  readonly cut?: string;
  /** How the exact cache served it; absent where there is none. */
  readonly served?: Served;
  /** How it was answered, where the consumer asked for that. */
  readonly explanation?: Explanation;
}

/** The schema as a consumer sees it: without products that are hidden from it. */
export interface VisibleSchema {
  readonly schema: GraphQLSchema;
  /** Equal for all consumers who see the same of one mesh; empty for those from whom nothing is hidden. */
  readonly key: string;
}

/** A composed mesh that authorizes, plans and executes. The seam behind which the executor can be replaced. */
export interface Mesh {
  readonly supergraphSdl: string;
  /** The schema of all products; what a consumer sees of it is `visibleSchema`. */
  readonly apiSchema: GraphQLSchema;
  /**
   * What a consumer's operations are validated against. A document is validated, kept and compiled under the
   * key: what is hidden must not be told from what does not exist.
   */
  visibleSchema(consumer: Consumer): VisibleSchema;
  /** At once where nothing has to be waited for. */
  answer(operation: Operation, context: RequestContext): Promise<Answer> | Answer;
  /** All products. */
  readonly products: readonly ProductDescriptor[];
  /** The products of a context; undefined for one that is not registered. */
  productsOf(context: string): readonly ProductDescriptor[] | undefined;
  /** Has the context append the text of a JSON array of CloudEvents. Never rejects. */
  append(context: string, body: string, request: RequestContext): Promise<AppendAnswer>;
}

/** Where an event stands in a log. */
export interface AppendedEvent {
  readonly id: string;
  readonly position: number;
  /** It was there before. */
  readonly duplicate: boolean;
  /** Where it stands in its stream; absent for an event that stands alone. */
  readonly stream?: { readonly name: string; readonly version: number };
}

/** What became of events: all of them are durable, or none was appended, unless the error says that it is not known. */
export type AppendAnswer =
  | { readonly ok: true; readonly log: string; readonly events: readonly AppendedEvent[] }
  | { readonly ok: false; readonly errors: readonly MeshError[] };

/** A subgraph as its context registered it. */
export interface RegisteredSubgraph {
  /** The context's name, also the subgraph's. */
  readonly name: string;
  readonly sdl: string;
  readonly products: readonly ProductDescriptor[];
}

export type { SubgraphRequest, SubgraphResponse };

/** Reaches one subgraph: in the same process or over HTTP. */
export type SubgraphTransport = (request: SubgraphRequest) => Promise<SubgraphResponse>;
