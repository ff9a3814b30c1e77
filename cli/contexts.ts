import type { Context } from "@datamesh/kernel/product";
import { catalog } from "../catalog/context.ts";
import { CONTEXTS } from "../subgraphs/index.ts";

/** Every context of the mesh: those that publish products, and the catalog that knows of them. */
export const allContexts: readonly Context[] = Object.freeze([...CONTEXTS, catalog]);
