export { applies, type Audit, type Audited, auditedProducts } from "./audit.ts";
export { AUDITS } from "./audits/index.ts";
export { type Check, checkDeclared } from "./check.ts";
