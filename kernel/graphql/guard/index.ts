export { denial, type Refused } from "./denial.ts";
export { productGuard, type ProductGuard } from "./productGuard.ts";
