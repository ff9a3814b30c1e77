export { startCatalogProjector, type CatalogProjector } from "./catalogProjector.ts";
export { CatalogFieldRow, CatalogProductRow, RegisteredContextRow, SupergraphRow } from "./entities/index.ts";
export { compositions } from "./loadState.ts";
export { migrateCatalog } from "./migrateCatalog.ts";
export { openCatalogStore } from "./openCatalogStore.ts";
export { rebuildCatalog } from "./rebuildCatalog.ts";
export { stateReader } from "./stateReader.ts";
