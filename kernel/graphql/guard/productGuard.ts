import { applyMask, decide, type Consumer, type Decision, type Mask } from "../../policy/index.ts";
import type { ProductDescriptor, Row } from "../../product/index.ts";
import { denial } from "./denial.ts";

/** What one consumer may see of one product, decided once. */
export interface ProductGuard {
  /** Throws FORBIDDEN unless the consumer may read the product. */
  admit(): void;
  /** The decision on a field. */
  field(name: string): Decision;
  /** Whether the consumer may read the product and sees these fields as they are. */
  allows(fields: Iterable<string>): boolean;
  /** Throws FORBIDDEN when one of the fields is withheld or masked: who may not see a value may not probe for it. */
  refuseProbing(fields: Iterable<string>): void;
  /** The row as the consumer may see it: masked fields masked. */
  masked(row: Row): Row;
}

/** Evaluates a product's policy for a consumer. Nothing is decided per row. */
export function productGuard(product: ProductDescriptor, consumer: Consumer): ProductGuard {
  const asked = { action: "read", policy: product.policy, consumer } as const;
  const decision = decide(asked);
  const decisions = new Map(product.fields.map((field) => [field.name, decide({ ...asked, field })]));
  const masks = [...decisions].flatMap(([name, each]) =>
    each.effect === "mask" ? [[name, each.mask] as const] : [],
  );
  const field = (name: string): Decision => decisions.get(name) ?? noField(decision);
  return {
    admit() {
      if (decision.effect === "deny") throw denial(product, decision.rule);
    },
    field,
    allows: (fields) =>
      decision.effect === "allow" && [...fields].every((name) => field(name).effect === "allow"),
    refuseProbing(fields) {
      for (const name of fields) refuseProbe(product, name, field(name));
    },
    masked: (row) => (masks.length === 0 ? row : withMasks(row, masks)),
  };
}

const noField = ({ purpose }: Decision): Decision => ({
  effect: "deny",
  rule: "nobody",
  because: "there is no such field",
  purpose,
});

function refuseProbe(product: ProductDescriptor, field: string, { effect, rule }: Decision): void {
  if (effect === "allow") return;
  throw denial(product, rule, { field, use: effect === "mask" ? "filter" : "read" });
}

function withMasks(row: Row, masks: readonly (readonly [string, Mask])[]): Row {
  const seen: Record<string, unknown> = { ...row };
  for (const [field, mask] of masks) if (field in seen) seen[field] = applyMask(mask, seen[field]);
  return seen;
}
