import { applyMask, decide, effectOf, type Consumer, type Decision, type Mask } from "../../policy/index.ts";
import type { FieldDescriptor, ProductDescriptor, Row } from "../../product/index.ts";
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

/**
 * Evaluates a product's policy for a consumer: what is asked about, once. Nothing is decided per row, and reasons are
 * put into words for refusals alone.
 */
export function productGuard(product: ProductDescriptor, consumer: Consumer): ProductGuard {
  const asked = { action: "read", policy: product.policy, consumer } as const;
  const isAdmitted = effectOf(asked) !== "deny";
  const decisions = new Map<string, Decision>();
  const fieldOf = (name: string): FieldDescriptor | undefined =>
    product.fields.find((each) => each.name === name);
  const decided = (name: string): Decision => {
    const field = fieldOf(name);
    const decision =
      decisions.get(name) ?? (field === undefined ? noField(decide(asked)) : decide({ ...asked, field }));
    decisions.set(name, decision);
    return decision;
  };
  const effectOn = (name: string): Decision["effect"] => {
    const field = fieldOf(name);
    return field === undefined ? "deny" : effectOf({ ...asked, field });
  };
  let known: readonly (readonly [string, Mask])[] | undefined;
  const masks = () =>
    (known ??= product.fields.flatMap(({ name, mask }) => {
      return mask !== undefined && effectOn(name) === "mask" ? [[name, mask] as const] : [];
    }));
  return {
    admit() {
      if (!isAdmitted) throw denial(product, decide(asked).rule);
    },
    field: decided,
    allows: (fields) => isAdmitted && [...fields].every((name) => effectOn(name) === "allow"),
    refuseProbing(fields) {
      for (const name of fields) if (effectOn(name) !== "allow") refuseProbe(product, name, decided(name));
    },
    masked: (row) => (masks().length === 0 ? row : withMasks(row, masks())),
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
