/** The schema of the catalog's tables (kernel/postgres/contextNames.ts names it). */
export const CATALOG_STORE = "catalog_store";
