export { planFolds, type FoldPlan } from "./foldPlan.ts";
export { inSql } from "./inSql.ts";
