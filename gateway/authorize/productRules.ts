import { type Consumer, decideField, decideProduct, explainRule } from "@datamesh/kernel/policy";
import {
  type FieldDescriptor,
  type LinkDescriptor,
  type ProductDescriptor,
  type ProductRef,
  productRef,
} from "@datamesh/kernel/product";
import type { MeshError } from "@datamesh/kernel";
import { denial } from "./denial.ts";
import { rule } from "./loadShield.ts";
import type { FieldRules, RuleContext, RuleTree, ShieldRule } from "./ruleTree.ts";
import { type ListArguments, usedFields } from "./usedFields.ts";

type Verdict = true | MeshError;
type Products = ReadonlyMap<ProductRef, ProductDescriptor>;

/**
 * The rules that follow from the policies of the registered products: for each product its type, connection, edge
 * and two root fields. A link needs its own product and the one it leads to, so that a denied product is denied at
 * every entrance to it.
 */
export function productRules(products: readonly ProductDescriptor[]): RuleTree {
  const byRef: Products = new Map(products.map((each) => [productRef(each.name, each.major), each]));
  const typeRules = products.flatMap((product) => Object.entries(rulesOf(product, byRef)));
  const rootFields = products.flatMap((product) => Object.entries(rootRulesOf(product)));
  return { ...Object.fromEntries(typeRules), Query: Object.fromEntries(rootFields) };
}

function rulesOf(product: ProductDescriptor, products: Products): RuleTree {
  const { type } = product.graphql;
  const read = readRule(product);
  const fields = product.fields.map((field) => [field.name, fieldRule(product, field, read)] as const);
  const links = product.links.map((link) => [link.name, linkRule(product, link, products)] as const);
  const own: FieldRules = { id: read, ...Object.fromEntries([...fields, ...links]) };
  return { [type]: own, [`${type}Connection`]: read, [`${type}Edge`]: read };
}

function rootRulesOf(product: ProductDescriptor): FieldRules {
  const { one, many } = product.graphql;
  const list = verdictRule(`list ${refOf(product)}`, (consumer, args) => {
    const verdict = mayRead(product, consumer);
    return verdict === true ? mayUse(product, usedFields(args), consumer) : verdict;
  });
  return { [one]: readRule(product), [many]: list };
}

function readRule(product: ProductDescriptor): ShieldRule {
  return verdictRule(`read ${refOf(product)}`, (consumer) => mayRead(product, consumer));
}

function fieldRule(product: ProductDescriptor, field: FieldDescriptor, read: ShieldRule): ShieldRule {
  if (field.read === undefined) return read;
  const path = `${refOf(product)}.${field.name}`;
  return verdictRule(`read ${path}`, (consumer) => {
    const verdict = mayRead(product, consumer);
    if (verdict !== true) return verdict;
    const decision = decideField(product.policy, field, consumer);
    return decision.effect === "deny" ? denial(product, decision.rule, `${path} may be read`) : true;
  });
}

function linkRule(product: ProductDescriptor, link: LinkDescriptor, products: Products): ShieldRule {
  const target = products.get(link.product);
  return verdictRule(`follow ${refOf(product)}.${link.name}`, (consumer) => {
    const verdict = mayRead(product, consumer);
    if (verdict !== true) return verdict;
    if (target === undefined) return denial(product, "nobody", `${refOf(product)}.${link.name} may be read`);
    const reached = mayRead(target, consumer);
    // The row at the other end shows its key, and so the value of the field that points to it.
    return reached === true ? mayUse(product, new Set([link.by]), consumer) : reached;
  });
}

function mayRead(product: ProductDescriptor, consumer: Consumer): Verdict {
  const decision = decideProduct(product.policy, consumer);
  return decision.effect === "deny" ? denial(product, decision.rule) : true;
}

/** Whoever sees a field masked could find its value by filtering or sorting, so only a plainly readable one may be used. */
function mayUse(product: ProductDescriptor, names: ReadonlySet<string>, consumer: Consumer): Verdict {
  for (const name of names) {
    const path = `${refOf(product)}.${name}`;
    const field = product.fields.find((each) => each.name === name);
    if (field === undefined) return denial(product, "nobody", `${path} may be read`);
    const decision = decideField(product.policy, field, consumer);
    if (decision.effect === "deny") return denial(product, decision.rule, `${path} may be read`);
    if (decision.effect === "mask") {
      return denial(product, explainRule(product.policy.unmask), `${path} may be read unmasked`);
    }
  }
  return true;
}

function verdictRule(
  name: string,
  decide: (consumer: Consumer, args: ListArguments) => Verdict,
): ShieldRule {
  // Any other cache of graphql-shield answers one field with the verdict on another.
  return rule(name, { cache: "no_cache" })((_parent: unknown, args: ListArguments, { consumer }: RuleContext) =>
    decide(consumer, args),
  );
}

const refOf = (product: ProductDescriptor): ProductRef => productRef(product.name, product.major);
