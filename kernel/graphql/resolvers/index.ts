export { failedReader } from "./failedReader.ts";
export { contextResolvers } from "./contextResolvers.ts";
export { requestScope, type RequestScope } from "./requestScope.ts";
export type { ServedProduct } from "./productSource.ts";
