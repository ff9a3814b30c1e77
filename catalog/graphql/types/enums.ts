import "reflect-metadata";
import { MASKS } from "@datamesh/kernel/policy";
import { type Classification, SLA_METRICS } from "@datamesh/kernel/product";
import { registerEnumType } from "type-graphql";
import { PRODUCT_STATUSES } from "../../state/index.ts";

/** How sensitive a field is, by its GraphQL name. */
export const ClassificationEnum = {
  INTERNAL: "internal",
  PERSONAL: "personal",
  IDENTIFIER: "identifier",
} as const satisfies Record<string, Classification>;

const byOwnName = <const N extends string>(names: readonly N[]): { readonly [P in N]: P } =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [P in N]: P };

export const ProductStatusEnum = byOwnName(PRODUCT_STATUSES);
export const MaskEnum = byOwnName(MASKS);
export const SlaMetricEnum = byOwnName(SLA_METRICS);

registerEnumType(ClassificationEnum, {
  name: "Classification",
  description: "How sensitive a field is.",
  valuesConfig: {
    INTERNAL: { description: "Says nothing of a person." },
    PERSONAL: { description: "Personal data: masked, unless the policy entitles the consumer to the value." },
    IDENTIFIER: { description: "Names the person a row is about, and tells nothing else of them." },
  },
});
registerEnumType(ProductStatusEnum, {
  name: "ProductStatus",
  description: "Where a product version is in its life.",
  valuesConfig: {
    ACTIVE: { description: "Served." },
    DEPRECATED: { description: "Served, and about to be retired." },
    RETIRED: { description: "No longer served." },
  },
});
registerEnumType(MaskEnum, {
  name: "Mask",
  description: "How a personal value is shown to those who may not see it.",
  valuesConfig: {
    lastFour: { description: "Its last four characters." },
    initials: { description: "The first letters of its words." },
    yearOnly: { description: "The first of January of its year." },
    redacted: { description: "Not at all: null." },
  },
});
registerEnumType(SlaMetricEnum, {
  name: "SlaMetric",
  description: "What an objective is about.",
  valuesConfig: {
    latencyP95: { description: "How long 95 of 100 reads take at most." },
    freshness: { description: "How old what is not yet in the product may be." },
    availability: { description: "The share of reads that are answered." },
    completeness: { description: "The share of events that are in the product." },
  },
});
