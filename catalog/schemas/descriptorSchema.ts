import { z } from "@datamesh/kernel";
import type { FieldDescriptor, FieldType, ProductDescriptor } from "@datamesh/kernel/product";
import { fingerprint, kebabName, major, name, owner, productRef, version } from "./names.ts";
import { fieldPolicySchema, policySchema } from "./policySchema.ts";

const prose = z.string().max(10_000);

/** The type of a field. */
export const fieldType: z.ZodType<FieldType> = z.lazy(() =>
  z.discriminatedUnion("name", [
    z.strictObject({
      name: z.enum(["id", "text", "int", "bigint", "float", "boolean", "date", "timestamp"]),
    }),
    z.strictObject({ name: z.literal("decimal"), precision: z.int().min(1), scale: z.int().min(0) }),
    z.strictObject({ name: z.literal("enum"), values: z.array(name).min(1), open: z.boolean() }),
    z.strictObject({ name: z.literal("list"), of: fieldType }),
  ]),
);

const field: z.ZodType<FieldDescriptor> = z.strictObject({
  ...fieldPolicySchema.shape,
  type: fieldType,
  description: prose,
  unit: name.exactOptional(),
  meaning: name.exactOptional(),
  optional: z.boolean(),
  classification: z.enum(["internal", "personal", "identifier"]),
  indexed: z.boolean(),
});

const input = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("events"),
    log: name,
    eventTypes: z.array(name).min(1),
    eventVersion: z.int().min(1).default(1),
    fields: z.record(name, z.array(name)).default({}),
  }),
  z.strictObject({ kind: z.literal("join"), product: productRef, by: name, take: z.record(name, name) }),
]);

/** Of code that was published before fingerprints were. */
const NO_FINGERPRINT = "0".repeat(32);

/**
 * A product version as its context declares it (kernel/product/descriptor.ts), with nothing more and nothing less.
 * What contracts of 0.1.0 did not say has a default, so that the whole log stays readable.
 */
export const descriptorSchema: z.ZodType<ProductDescriptor> = z.strictObject({
  name: kebabName,
  version,
  major,
  title: name,
  description: prose,
  context: kebabName,
  owner,
  key: name,
  fields: z.array(field).min(1),
  inputs: z.array(input).min(1),
  links: z.array(z.strictObject({ name, product: productRef, by: name, key: name })),
  sla: z.strictObject({
    latencyP95: name,
    freshness: name,
    availability: name,
    completeness: name,
    heartbeat: name.exactOptional(),
  }),
  policy: policySchema,
  deprecated: z.strictObject({ since: z.iso.date(), sunset: z.iso.date(), use: productRef }).exactOptional(),
  history: z.literal(false).exactOptional(),
  fingerprint: fingerprint.default(NO_FINGERPRINT),
  relation: name,
  graphql: z.strictObject({ type: name, one: name, many: name }),
});
