import type { Mask, Rule } from "@datamesh/kernel/policy";

/** A case of the matrix, as flat facts. */
export interface Case {
  readonly action: "read" | "write";
  readonly product: {
    readonly read: Rule;
    readonly write?: Rule;
    readonly unmask: Rule;
    readonly purposes: readonly string[];
  };
  readonly field?: { readonly mask?: Mask; readonly read?: Rule; readonly write?: Rule };
  readonly holder: {
    readonly id: string;
    readonly roles: readonly string[];
    readonly scopes: readonly string[];
    readonly purpose?: string;
    readonly purposes?: readonly string[];
  };
}

/**
 * What the kernel's `decide()` is held against. It is written from the text of docs/governance.md, in another way than
 * the kernel: a rule becomes the list of the sets of facts each of which satisfies it (disjunctive normal form), a
 * consumer becomes the set of facts that hold of it, and a decision is whether one set lies within the other.
 */
export function referenceDecision({ action, product, field, holder }: Case): {
  readonly effect: "allow" | "mask" | "deny";
  readonly purpose: string | null;
} {
  const purpose = countingPurpose(product.purposes, holder);
  const facts = new Set([
    ...holder.roles.map((name) => `role=${name}`),
    ...holder.scopes.map((name) => `scope=${name}`),
    ...(purpose === null ? [] : [`purpose=${purpose}`]),
    `id=${holder.id}`,
  ]);
  const holds = (rule: Rule | undefined, absent: boolean): boolean =>
    rule === undefined ? absent : ways(rule).some((way) => way.every((fact) => facts.has(fact)));
  if (action === "write") {
    const may = holds(product.write, false) && holds(field?.write, true);
    return { effect: may ? "allow" : "deny", purpose };
  }
  const may = holds(product.read, false) && holds(field?.read, true);
  if (!may) return { effect: "deny", purpose };
  return { effect: field?.mask !== undefined && !holds(product.unmask, false) ? "mask" : "allow", purpose };
}

/** Every way to satisfy a rule, each a list of facts that have to hold. */
function ways(rule: Rule): readonly (readonly string[])[] {
  if (rule.kind === "anyone") return [[]];
  if (rule.kind === "role") return [[`role=${rule.role}`]];
  if (rule.kind === "team") return [[`role=team:${rule.team}`]];
  if (rule.kind === "scope") return [[`scope=${rule.scope}`]];
  if (rule.kind === "purpose") return [[`purpose=${rule.purpose}`]];
  if (rule.kind === "consumer") return [[`id=${rule.consumer}`]];
  if (rule.kind === "anyOf") return rule.rules.flatMap(ways);
  if (rule.kind === "allOf" && rule.rules.length > 0) {
    let together: (readonly string[])[] = [[]];
    for (const part of rule.rules) {
      together = together.flatMap((left) => ways(part).map((right) => [...left, ...right]));
    }
    return together;
  }
  return [];
}

function countingPurpose(ofProduct: readonly string[], { purpose, purposes }: Case["holder"]): string | null {
  // Whoever declares one has it counted, or none.
  if (purpose !== undefined) return new Set(ofProduct).has(purpose) ? purpose : null;
  const shared = new Set(ofProduct.filter((each) => purposes?.includes(each)));
  const [only] = shared;
  return shared.size === 1 && only !== undefined ? only : null;
}
