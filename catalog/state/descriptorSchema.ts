import { z } from "@datamesh/kernel";
import { COMPLIANCE_TAGS, MASKS, type Policy, type Rule } from "@datamesh/kernel/policy";
import { type FieldDescriptor, type FieldType, type ProductDescriptor, SLA_METRICS } from "@datamesh/kernel/product";

const name = z.string().min(1).max(200);
const prose = z.string().max(10_000);
/** `customer-profiles@1` */
const productRef = z.templateLiteral([z.string().regex(/^[a-z][a-z0-9-]*$/), "@", z.int().min(1)]);

/** A context's name: lower-case words joined by hyphens. */
export const contextName = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/).max(63);
/** A product's name without its version; the same form. */
export const productName = contextName;
export const major = z.int().min(1);

/** The team that answers for something. */
export const owner = z.strictObject({ team: name, contact: name });

/** A policy's rule as data, however deep. */
export const rule: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("anyone") }),
    z.strictObject({ kind: z.literal("nobody") }),
    z.strictObject({ kind: z.literal("role"), role: name }),
    z.strictObject({ kind: z.literal("scope"), scope: name }),
    z.strictObject({ kind: z.literal("team"), team: name }),
    z.strictObject({ kind: z.literal("purpose"), purpose: name }),
    z.strictObject({ kind: z.literal("anyOf"), rules: z.array(rule) }),
    z.strictObject({ kind: z.literal("allOf"), rules: z.array(rule) }),
  ]),
);

/** The governance of a product version. */
export const policy: z.ZodType<Policy> = z.strictObject({
  read: rule,
  unmask: rule,
  purposes: z.array(name),
  retention: name,
  compliance: z.array(z.enum(COMPLIANCE_TAGS)),
});

const fieldType: z.ZodType<FieldType> = z.lazy(() =>
  z.discriminatedUnion("name", [
    z.strictObject({ name: z.enum(["id", "text", "int", "bigint", "float", "boolean", "date", "timestamp"]) }),
    z.strictObject({ name: z.literal("decimal"), precision: z.int().min(1), scale: z.int().min(0) }),
    z.strictObject({ name: z.literal("enum"), values: z.array(name).min(1), open: z.boolean() }),
    z.strictObject({ name: z.literal("list"), of: fieldType }),
  ]),
);

/** What a policy says of a single field. */
export const fieldPolicy = z.strictObject({
  name,
  mask: z.enum(MASKS).exactOptional(),
  read: rule.exactOptional(),
});

const field: z.ZodType<FieldDescriptor> = z.strictObject({
  ...fieldPolicy.shape,
  type: fieldType,
  description: prose,
  unit: name.exactOptional(),
  optional: z.boolean(),
  classification: z.enum(["internal", "personal", "identifier"]),
  indexed: z.boolean(),
});

const input = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("events"), log: name, eventTypes: z.array(name).min(1) }),
  z.strictObject({
    kind: z.literal("join"),
    product: productRef,
    by: name,
    take: z.record(name, name),
  }),
]);

/** A product version as its context declares it (kernel/product/descriptor.ts). */
export const descriptor: z.ZodType<ProductDescriptor> = z.strictObject({
  name: productName,
  version: z.string().regex(/^[1-9]\d*\.\d+\.\d+$/),
  major,
  title: name,
  description: prose,
  context: contextName,
  owner,
  key: name,
  fields: z.array(field).min(1),
  inputs: z.array(input).min(1),
  links: z.array(z.strictObject({ name, product: productRef, by: name, key: name })),
  sla: z.strictObject(Object.fromEntries(SLA_METRICS.map((metric) => [metric, name])) as Record<keyof ProductDescriptor["sla"], typeof name>),
  policy,
  relation: name,
  graphql: z.strictObject({ type: name, one: name, many: name }),
});
