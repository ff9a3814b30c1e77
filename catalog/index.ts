/** The catalog's public face, for whoever puts the mesh together. */
export { catalog } from "./context.ts";
export { catalogSchema } from "./graphql/catalogSchema.ts";
export {
  type Admissions,
  type Announced,
  type Announcer,
  catalogDoor,
  registrationDesk,
  type RegistrationDesk,
  schemaHash,
  startAnnouncing,
  type SupergraphFeed,
} from "./door/index.ts";
export { createCatalogSubgraph } from "./graphql/catalogSubgraph.ts";
export {
  type CatalogProjector,
  migrateCatalog,
  openCatalogStore,
  rebuildCatalog,
  startCatalogProjector,
  stateReader,
} from "./projection/index.ts";
export {
  composedSupergraph,
  type RecordedRevocation,
  registeredProducts,
  type TrustedDocument,
  trustedDocuments,
  revocationsAt,
  watchDocuments,
  type WatchedDocuments,
  type WatchedList,
  watchRevocations,
} from "./read/index.ts";
export { recordBreach } from "./record/recordBreach.ts";
export {
  type DocumentOutcome,
  hashOfDocument,
  publishDocuments,
  withdrawDocuments,
} from "./record/recordDocuments.ts";
export { recordRevocation } from "./record/recordRevocation.ts";
export { recordReplay } from "./record/recordReplay.ts";
export { BREACHABLE, type Breachable, type BreachRecord } from "./schemas/recordSchemas.ts";
export {
  type Composes,
  type DescribedContext,
  describeContext,
  registerContext,
  type Registration,
  type RegistrationOutcome,
} from "./registration/index.ts";
export { type CatalogRegistry, type CompositionResult, createCatalogRegistry } from "./registry.ts";
export type { CatalogState, ComposedSupergraph, RegisteredSubgraph } from "./state/index.ts";
export {
  postgresTrafficSink,
  type ProductReport,
  productReports,
  type ProductStanding,
  productStandings,
  readTrafficBatch,
  type SlaMonitor,
  startSlaMonitor,
} from "./sla/index.ts";
export { type MeshStatus, postgresMeshStatus } from "./status.ts";
export { type UnknownEventReport, unknownEventReports } from "./unknownEventReports.ts";
