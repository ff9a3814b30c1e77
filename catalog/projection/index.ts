export { startCatalogProjector, type CatalogProjector } from "./catalogProjector.ts";
export {
  type BreachRow,
  CatalogFieldRow,
  CatalogProductRow,
  RegisteredContextRow,
  type ReleaseRow,
  SupergraphRow,
} from "./entities/index.ts";
export { compositions } from "./loadState.ts";
export { migrateCatalog } from "./migrateCatalog.ts";
export { openCatalogStore } from "./openCatalogStore.ts";
export { fieldFacts } from "./productRows.ts";
export { rebuildCatalog } from "./rebuildCatalog.ts";
export { SEARCHED, type Searched, type SearchText, searchTexts } from "./searchTexts.ts";
export { splitWords } from "./searchWords.ts";
export { stateReader } from "./stateReader.ts";
