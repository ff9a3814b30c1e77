export { errorCode, formatError } from "./formatError.ts";
export { decodeGlobalId, encodeGlobalId, type GlobalId } from "./globalId.ts";
export { denial, productGuard, type ProductGuard, type Refused } from "./guard/index.ts";
export {
  headerOf,
  healthRoutes,
  type HttpReply,
  type HttpRequest,
  type HttpServerOptions,
  type IsReady,
  jsonAnswer,
  type Route,
  type RunningHttpServer,
  serveHttp,
  subgraphRoutes,
} from "./http/index.ts";
export type { RequestScope } from "./resolvers/index.ts";
export { scalar, SCALAR_RULES, type ScalarRule } from "./scalars/index.ts";
export { createSubgraph, type SubgraphOptions } from "./subgraph/createSubgraph.ts";
export { serveSubgraph, type Asker, type ServedSchema, type Subgraph } from "./subgraph/serveSubgraph.ts";
export type { SubgraphExtension } from "./subgraph/subgraphSchema.ts";
export type { SubgraphProblem } from "./subgraph/errorPlugin.ts";
export type { SubgraphRequest, SubgraphResponse } from "./subgraph/subgraphMessage.ts";
export {
  contextTypeDefs,
  DATA_PRODUCT_STUB,
  FEDERATION_LINK,
  NODE,
  ORDER_DIRECTION,
  PAGE_INFO,
} from "./typeDefs/index.ts";
