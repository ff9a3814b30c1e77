import { fieldSources } from "../lineage/fieldSources.ts";
import type { Context } from "./context.ts";
import type { DataProduct, Row } from "./dataProduct.ts";
import type { FieldDescriptor, InputDescriptor, ProductDescriptor } from "./descriptor.ts";
import type { FieldSpec } from "./field.ts";
import { codeFingerprint } from "./fingerprint.ts";
import type { Input } from "./input.ts";
import { graphqlNames, relationName } from "./names.ts";

/** The product version as plain JSON, for everybody outside its context. */
export function describe(context: Context, product: DataProduct): ProductDescriptor {
  const { name, version, major, description, owner, key, sla, policy, deprecated } = product;
  return {
    name,
    version,
    major,
    title: titleOf(name),
    description,
    context: context.name,
    owner,
    key,
    fields: describeFields(product),
    inputs: product.from.map((input) => describeInput(context, product, input)),
    links: Object.entries(product.links).map(([link, target]) => ({ name: link, ...target })),
    sla,
    policy,
    ...(deprecated !== undefined && { deprecated }),
    ...(!product.history && { history: false as const }),
    fingerprint: codeFingerprint(product),
    relation: relationName(name, major),
    graphql: graphqlNames(name, major),
  };
}

/** The fields of a product, in the order of their declaration. */
export function describeFields(product: DataProduct): readonly FieldDescriptor[] {
  return Object.entries(product.fields).map(([name, { spec }]) => ({ name, ...withoutUndefined(spec) }));
}

function withoutUndefined(spec: FieldSpec): FieldSpec {
  return Object.fromEntries(
    Object.entries(spec).filter(([, value]) => value !== undefined),
  ) as unknown as FieldSpec;
}

function describeInput(context: Context, product: DataProduct, input: Input<Row>): InputDescriptor {
  if (input.kind === "join") {
    return { kind: "join", product: input.upstream.product, by: input.by, take: input.take };
  }
  const { version: eventVersion } = input.event;
  const eventTypes = input.kind === "fold" ? input.of : input.event.types;
  return {
    kind: "events",
    log: context.log,
    eventTypes,
    eventVersion,
    fields: fieldSources(product, input),
  };
}

const titleOf = (name: string): string =>
  name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
