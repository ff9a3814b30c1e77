/** The contexts of this mesh. A new one is a folder and a line here. */
export { creditOracle } from "./credit-oracle/index.ts";
export { customers } from "./customers/index.ts";
export { lending } from "./lending/index.ts";
export { models } from "./models/index.ts";
