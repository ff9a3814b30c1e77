/** The catalog's public face, for whoever puts the mesh together. */
export { catalog } from "./context.ts";
export { catalogSchema } from "./graphql/catalogSchema.ts";
export { createCatalogSubgraph } from "./graphql/catalogSubgraph.ts";
export {
  type CatalogProjector,
  migrateCatalog,
  openCatalogStore,
  rebuildCatalog,
  startCatalogProjector,
  stateReader,
} from "./projection/index.ts";
export { registerContext, type RegistrationOutcome } from "./registration/index.ts";
export { type CatalogRegistry, type CompositionResult, createCatalogRegistry } from "./registry.ts";
export type { CatalogState, ComposedSupergraph, RegisteredSubgraph } from "./state/index.ts";
export { type MeshStatus, postgresMeshStatus } from "./status.ts";
