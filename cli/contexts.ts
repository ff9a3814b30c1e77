import type { Context } from "@datamesh/kernel/product";
import { catalog } from "../catalog/context.ts";
import { creditOracle, customers, lending, models } from "../subgraphs/index.ts";

/** The contexts that publish data products. */
export const productContexts: readonly Context[] = Object.freeze([creditOracle, customers, lending, models]);

/** Every context of the mesh: those, and the catalog that knows of them. */
export const allContexts: readonly Context[] = Object.freeze([...productContexts, catalog]);
