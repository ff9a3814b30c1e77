import type { Cut } from "@datamesh/kernel/cut";
import type { ProductDescriptor } from "@datamesh/kernel/product";
import type { GraphQLSchema } from "graphql";
import type { FindAccesses } from "../audit/index.ts";
import type { EvaluateRules } from "../authorize/evaluateRules.ts";
import type { CallSubgraph } from "../engine/index.ts";
import type { Answered, ProductOf } from "../measure/index.ts";
import type { Operation, RequestContext } from "../types.ts";
import type { AccountFor } from "./account.ts";
import type { Through } from "./asked.ts";
import type { Introspect } from "./introspect.ts";
import type { PreparedOperation } from "./prepareOperation.ts";

/** What answering operations over one composed mesh takes. */
export interface Engine {
  readonly apiSchema: GraphQLSchema;
  readonly products: readonly ProductDescriptor[];
  readonly productOf: ProductOf;
  readonly introspect: Introspect;
  readonly prepare: (operation: Operation) => PreparedOperation;
  readonly evaluate: EvaluateRules;
  /** Calls subgraphs on behalf of a request, as of a cut if there is one. */
  readonly callerFor: (context: RequestContext, asOf?: Cut) => CallSubgraph;
  readonly findAccesses: FindAccesses;
  readonly accountFor: AccountFor;
  /** How long an operation may wait for products to come to what it asks for. */
  readonly waitMilliseconds: number;
  /** What an operation goes through to be executed; straight there unless given. */
  readonly through?: Through;
}

/** Told what was asked for and how that ended, as soon as the rules have been evaluated. */
export type Measure = (answered: Answered) => void;
