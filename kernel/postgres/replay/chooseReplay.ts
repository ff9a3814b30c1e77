import type { DataProduct } from "../../product/dataProduct.ts";
import { inMemory } from "../bulk/inMemory.ts";
import type { BulkReplay } from "./bulkReplay.ts";

/** How a product is replayed; the one place where that is chosen. */
export const chooseReplay = (_product: DataProduct): BulkReplay => inMemory;
