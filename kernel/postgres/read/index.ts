export { conditionFields, EVERY_ROW, type Comparison, type Condition } from "./condition.ts";
export { writeCursor } from "./cursor.ts";
export { isOrderable, operatorsOf, type Operator } from "./operators.ts";
export type { Direction, Ordering, OrderTerm } from "./ordering.ts";
export { PAGE_LIMITS, type PageArguments } from "./pageBounds.ts";
export {
  decidingFields,
  parsePageRequest,
  type ConnectionArguments,
  type PageRequest,
} from "./pageRequest.ts";
export { WHERE_LIMITS } from "./parseWhere.ts";
export { type ChangesArguments, type ChangesRequest, parseChangesRequest } from "./changesRequest.ts";
export type { Change, ChangesPage } from "./readChanges.ts";
export { postgresReader, type PostgresReaderOptions } from "./postgresReader.ts";
export type { Page, ProductReader } from "./productReader.ts";
