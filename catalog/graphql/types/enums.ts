import "reflect-metadata";
import { MASKS } from "@datamesh/kernel/policy";
import type { Classification } from "@datamesh/kernel/product";
import { registerEnumType } from "type-graphql";
import { SEARCHED } from "../../projection/index.ts";
import { FACETS, SLA_STANDINGS } from "../../read/index.ts";
import { BREACHABLE } from "../../schemas/recordSchemas.ts";
import { PRODUCT_STATUSES, VERSION_BUMPS } from "../../state/index.ts";

/** How sensitive a field is, by its GraphQL name. */
export const ClassificationEnum = {
  INTERNAL: "internal",
  PERSONAL: "personal",
  IDENTIFIER: "identifier",
} as const satisfies Record<string, Classification>;

const byOwnName = <const N extends string>(names: readonly N[]): { readonly [P in N]: P } =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [P in N]: P };

export const DirectionEnum = byOwnName(["UPSTREAM", "DOWNSTREAM", "BOTH"]);
export const LineageNodeKindEnum = byOwnName(["PRODUCT", "LOG", "MODEL"]);
export const LineageEdgeKindEnum = byOwnName(["EVENTS", "JOIN", "MODEL"]);
export const DerivationEnum = byOwnName(["VALUE", "OCCURRENCE", "UNKNOWN"]);
export const ReplayKindEnum = byOwnName(["REBUILD", "VERIFY", "DIFF"]);
export const ReplayResultEnum = byOwnName(["REBUILT", "EQUAL", "DIFFERENT"]);
export const VersionBumpEnum = byOwnName(VERSION_BUMPS);
export const BreachableEnum = byOwnName(BREACHABLE);
export const FacetEnum = byOwnName(FACETS);
export const SearchedEnum = byOwnName(SEARCHED);
export const ProductStatusEnum = byOwnName(PRODUCT_STATUSES);
export const SlaStandingEnum = byOwnName(SLA_STANDINGS);
export const MaskEnum = byOwnName(MASKS);

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
registerEnumType(SlaStandingEnum, {
  name: "SlaStanding",
  description: "Whether what a product's owner promises is kept now.",
  valuesConfig: {
    KEPT: { description: "No breach is under way." },
    BREACHED: { description: "At least one breach is recorded that is not over." },
  },
});
registerEnumType(DirectionEnum, {
  name: "LineageDirection",
  description: "Which way lineage is followed.",
  valuesConfig: {
    UPSTREAM: { description: "To what it is derived from." },
    DOWNSTREAM: { description: "To what is derived from it." },
    BOTH: { description: "Both ways." },
  },
});
registerEnumType(LineageNodeKindEnum, {
  name: "LineageNodeKind",
  description: "What lineage leads to.",
  valuesConfig: {
    PRODUCT: { description: "A version of a data product." },
    LOG: { description: "The log of a context." },
    MODEL: { description: "A version of a model, as rows of a product name it." },
  },
});
registerEnumType(LineageEdgeKindEnum, {
  name: "LineageEdgeKind",
  description: "How a product is derived.",
  valuesConfig: {
    EVENTS: { description: "Its folds make rows of events." },
    JOIN: { description: "It takes fields of another product's rows." },
    MODEL: { description: "Its rows name the model that made what they hold." },
  },
});
registerEnumType(DerivationEnum, {
  name: "Derivation",
  description: "How a field comes from what it comes from.",
  valuesConfig: {
    VALUE: { description: "It is computed from it, or decided by it." },
    OCCURRENCE: { description: "From the fact that the event happened, as counters and constants are." },
    UNKNOWN: { description: "From the event, in a way that cannot be told." },
  },
});
registerEnumType(ReplayKindEnum, {
  name: "ReplayKind",
  description: "What a product was derived anew for.",
  valuesConfig: {
    REBUILD: { description: "To take the place of what is live." },
    VERIFY: { description: "To be compared with what is live." },
    DIFF: { description: "With changed code, to see what would change and which version that needs." },
  },
});
registerEnumType(ReplayResultEnum, {
  name: "ReplayResult",
  description: "What became of deriving a product anew.",
  valuesConfig: {
    REBUILT: { description: "It was swapped in." },
    EQUAL: { description: "What is live is what its events say." },
    DIFFERENT: { description: "What is live is not what its events say." },
  },
});
registerEnumType(VersionBumpEnum, {
  name: "VersionBump",
  description: "A part of a semantic version.",
  valuesConfig: {
    MAJOR: { description: "Readers of the version before may break." },
    MINOR: { description: "More is promised than before." },
    PATCH: { description: "The same is promised as before." },
  },
});
registerEnumType(BreachableEnum, {
  name: "BreachedMetric",
  description: "What a promise that was not kept is about.",
  valuesConfig: {
    latencyP95: { description: "How long 95 of 100 reads take at most." },
    freshness: { description: "How old what is not yet in the product may be." },
    availability: { description: "The share of reads that are answered." },
    completeness: { description: "The share of events that are in the product." },
    heartbeat: { description: "How long its source may be silent." },
  },
});
registerEnumType(FacetEnum, {
  name: "FacetName",
  description: "A respect in which products are counted.",
  valuesConfig: {
    OWNER: { description: "The owner team." },
    CONTEXT: { description: "The bounded context." },
    CLASSIFICATION: { description: "Having at least one such field." },
    COMPLIANCE: { description: "The regimes they are under." },
    STATUS: { description: "Where they are in their life." },
    SLA: { description: "Whether what their owners promise is kept." },
  },
});
registerEnumType(SearchedEnum, {
  name: "MatchPlace",
  description: "Where in a contract a word of a search stands.",
  valuesConfig: {
    NAME: { description: "The product's name." },
    TITLE: { description: "Its name for people." },
    OWNER: { description: "The team that answers for it." },
    CONTEXT: { description: "The bounded context it comes from." },
    TAG: { description: "A regime it is under." },
    PURPOSE: { description: "A reason of use it serves." },
    FIELD: { description: "A field's name." },
    FIELD_DESCRIPTION: { description: "What a field means." },
    DESCRIPTION: { description: "What the product is." },
  },
});
