import type { Context } from "@datamesh/kernel";
import { creditOracle } from "./credit-oracle/index.ts";
import { customers } from "./customers/index.ts";
import { lending } from "./lending/index.ts";
import { models } from "./models/index.ts";

export { creditOracle, customers, lending, models };

/** The contexts that publish data products. A new one is a folder and a line here. */
export const CONTEXTS: readonly Context[] = Object.freeze([creditOracle, customers, lending, models]);
