import { defineMesh } from "@datamesh/kernel";
import { IMPORTERS } from "./subgraphs/importers.ts";
import { CONTEXTS } from "./subgraphs/index.ts";

/** The contexts of this mesh. One that is kept elsewhere is added with `remote({ name, url })`. */
export default defineMesh({ contexts: CONTEXTS, importers: IMPORTERS });
