/** The catalog's public face, for whoever puts the mesh together. */
export { catalog } from "./context.ts";
export { catalogSchema } from "./graphql/catalogSchema.ts";
export { createCatalogSubgraph, type CatalogSubgraphOptions } from "./graphql/catalogSubgraph.ts";
export {
  type CatalogProjection,
  type CatalogProjector,
  type CatalogProjectorOptions,
  type CatalogProjectorState,
  migrateCatalog,
  openCatalogStore,
  rebuildCatalog,
  startCatalogProjector,
  stateReader,
} from "./projection/index.ts";
export {
  registerContext,
  type Registration,
  type RegistrationDependencies,
  type RegistrationOutcome,
} from "./registration/index.ts";
export {
  type CatalogRegistry,
  type CatalogRegistryDependencies,
  type CompositionResult,
  createCatalogRegistry,
} from "./registry.ts";
export type { CatalogState, ComposedSupergraph, RegisteredSubgraph } from "./state/index.ts";
export { type MeshStatus, postgresMeshStatus, type ProductPosition } from "./status.ts";
