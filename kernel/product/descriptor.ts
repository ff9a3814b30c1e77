import type { Policy } from "../policy/policy.ts";
import type { FieldSpec } from "./field.ts";
import type { GraphQLNames, ProductRef } from "./names.ts";

/** A field of a product, as catalog, gateway and documents see it. */
export interface FieldDescriptor extends FieldSpec {
  readonly name: string;
}

/** What a product is derived from. */
export type InputDescriptor =
  | {
      readonly kind: "events";
      readonly log: string;
      readonly eventTypes: readonly string[];
      /** The version of these event types that is read. */
      readonly eventVersion: number;
      /** Field of this product -> what of an event it is computed from (kernel/lineage/fieldSources.ts). */
      readonly fields: Readonly<Record<string, readonly string[]>>;
    }
  | {
      readonly kind: "join";
      readonly product: ProductRef;
      /** The field of this product that holds the upstream's key. */
      readonly by: string;
      /** Field of this product -> field of the upstream it is taken from. */
      readonly take: Readonly<Record<string, string>>;
    };

/** A federation edge to a row of another product. */
export interface LinkDescriptor {
  readonly name: string;
  readonly product: ProductRef;
  readonly by: string;
  readonly key: string;
}

/** The team that answers for a product, and how to reach it. */
export interface Owner {
  readonly team: string;
  readonly contact: string;
}

export const SLA_METRICS = ["latencyP95", "freshness", "availability", "completeness"] as const;
export type SlaMetric = (typeof SLA_METRICS)[number];
/** Objectives as written in the declaration: durations (`100ms`, `1m`) and shares (`99.9%`). */
export type Sla = Readonly<Record<SlaMetric, string>> & {
  /** The longest silence of the product's events that is still normal; without it silence is not monitored. */
  readonly heartbeat?: string;
};

/** The end of a product version that is announced. Days are ISO dates, `YYYY-MM-DD`. */
export interface Deprecation {
  /** The first day it is deprecated. */
  readonly since: string;
  /** The day it is withdrawn. */
  readonly sunset: string;
  /** What to use in its place. */
  readonly use: ProductRef;
}

/**
 * One product version as plain JSON: everything that other processes need to know of it. What is not in here
 * (fold functions) never leaves its context.
 */
export interface ProductDescriptor {
  readonly name: string;
  readonly version: string;
  readonly major: number;
  readonly title: string;
  readonly description: string;
  readonly context: string;
  readonly owner: Owner;
  readonly key: string;
  readonly fields: readonly FieldDescriptor[];
  readonly inputs: readonly InputDescriptor[];
  readonly links: readonly LinkDescriptor[];
  readonly sla: Sla;
  readonly policy: Policy;
  readonly deprecated?: Deprecation;
  /** False when only the rows as they are now are kept; absent otherwise. */
  readonly history?: false;
  /** SHA-256, 32 hex digits, over all that decides its rows: key, fields, inputs and the code of its folds. */
  readonly fingerprint: string;
  /** The relation in the context's schema. */
  readonly relation: string;
  readonly graphql: GraphQLNames;
}
