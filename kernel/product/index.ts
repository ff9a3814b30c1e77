export {
  average,
  count,
  countDistinct,
  eventType,
  first,
  latest,
  max,
  min,
  occurredAt,
  recordedAt,
  sum,
  type Aggregate,
  type Source,
} from "./aggregate.ts";
export { context, type Context } from "./context.ts";
export { dataProduct, type DataProduct, type Fields, link, type Row, type RowOf } from "./dataProduct.ts";
export { describe, describeFields } from "./describe.ts";
export {
  SLA_METRICS,
  type Deprecation,
  type FieldDescriptor,
  type InputDescriptor,
  type LinkDescriptor,
  type Owner,
  type ProductDescriptor,
  type Sla,
  type SlaMetric,
} from "./descriptor.ts";
export { Field, type Classification, type FieldSpec, type FieldType } from "./field.ts";
export {
  bigint,
  boolean,
  date,
  decimal,
  enumOf,
  float,
  id,
  int,
  list,
  openEnumOf,
  text,
  timestamp,
} from "./fieldTypes.ts";
export { freeNames } from "./freeNames.ts";
export { codeFingerprint, fingerprint, fingerprintDifference, type Fingerprint } from "./fingerprint.ts";
export {
  remove,
  upstream,
  type AccumulatingInput,
  type Change,
  type EventInput,
  type FoldContext,
  type FoldInput,
  type Input,
  type InputBuilders,
  type JoinInput,
  type Removal,
  type Upstream,
} from "./input.ts";
export {
  columnName,
  changeNames,
  type ChangeNames,
  graphqlNames,
  productTypeNames,
  logName,
  parseProductRef,
  productRef,
  relationName,
  snakeCase,
  type GraphQLNames,
  type ProductRef,
} from "./names.ts";
export { PAGE_LIMITS } from "./pageLimits.ts";
