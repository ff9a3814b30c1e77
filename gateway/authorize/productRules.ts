import type { MeshError } from "@datamesh/kernel";
import { denial } from "@datamesh/kernel/graphql";
import { type Consumer, decide, type Decision, effectOf } from "@datamesh/kernel/policy";
import {
  changeNames,
  type FieldDescriptor,
  graphqlNames,
  type LinkDescriptor,
  parseProductRef,
  type ProductDescriptor,
  type ProductRef,
  productRef,
} from "@datamesh/kernel/product";
import { deny, rule } from "./loadShield.ts";
import { mergeRules } from "./mergeRules.ts";
import type { FieldRules, RuleContext, RuleTree, ShieldRule } from "./ruleTree.ts";
import { type ListArguments, usedFields } from "./usedFields.ts";

type Verdict = true | MeshError;
type Effect = Decision["effect"];
type Products = ReadonlyMap<ProductRef, ProductDescriptor>;

/**
 * The rules that follow from the policies of the registered products: for each product its type, those of its pages and changes, and
 * its root fields. A link needs its own product and the one it leads to, so that a denied product is
 * denied at every entrance to it. A product that links lead to and that is not registered (yet) is denied to
 * everybody.
 */
export function productRules(products: readonly ProductDescriptor[]): RuleTree {
  const byRef: Products = new Map(products.map((each) => [productRef(each.name, each.major), each]));
  const rules = mergeRules(...products.map((product) => rulesOf(product, byRef)));
  const targets = products.flatMap(({ links }) => links.map((link) => typeOf(link.product)));
  const nowhere = targets.filter((type) => !Object.hasOwn(rules, type));
  return { ...rules, ...Object.fromEntries(nowhere.map((type) => [type, deny])) };
}

/**
 * The rules of products' fields that other fields are computed from: a value computed from a masked one would tell
 * something of what is masked, or be none, so only a plainly readable field may be used.
 */
export function productInputRules(products: readonly ProductDescriptor[]): RuleTree {
  const byRef: Products = new Map(products.map((each) => [productRef(each.name, each.major), each]));
  return Object.fromEntries(
    products.map((product) => {
      const usable = (name: string, field: string) =>
        verdictRule(`compute with ${refOf(product)}.${name}`, (consumer) => {
          const verdict = mayRead(product, consumer);
          return verdict === true ? mayUse(product, new Set([field]), consumer, "compute") : verdict;
        });
      const links = product.links.map((link) => [link.name, linkRule(product, link, byRef, "compute with")]);
      const fields = product.fields.map(({ name }) => [name, usable(name, name)]);
      return [
        product.graphql.type,
        { id: usable("id", product.key), ...Object.fromEntries([...fields, ...links]) } as FieldRules,
      ];
    }),
  );
}

function rulesOf(product: ProductDescriptor, products: Products): RuleTree {
  const { type, one, many } = product.graphql;
  const { change, changes, feed } = changeNames(product.graphql);
  const keepsHistory = product.history !== false;
  const read = readRule(product);
  const fields = product.fields.map((field) => [field.name, fieldRule(product, field, read)] as const);
  const links = product.links.map((link) => [link.name, linkRule(product, link, products)] as const);
  return {
    [type]: { id: read, ...Object.fromEntries([...fields, ...links]) },
    [`${type}Connection`]: read,
    [`${type}Edge`]: read,
    Query: { [one]: read, [many]: listRule(product), ...(keepsHistory && { [feed]: read }) },
    ...(keepsHistory && { [change]: read, [changes]: read }),
  };
}

function readRule(product: ProductDescriptor): ShieldRule {
  return verdictRule(`read ${refOf(product)}`, (consumer) => mayRead(product, consumer));
}

function listRule(product: ProductDescriptor): ShieldRule {
  return verdictRule(`list ${refOf(product)}`, (consumer, args) => {
    const verdict = mayRead(product, consumer);
    return verdict === true ? mayUse(product, usedFields(args), consumer) : verdict;
  });
}

function fieldRule(product: ProductDescriptor, field: FieldDescriptor, read: ShieldRule): ShieldRule {
  if (field.read === undefined) return read;
  return verdictRule(`read ${refOf(product)}.${field.name}`, (consumer) => {
    if (effectOn(product, consumer, field) !== "deny") return true;
    const verdict = mayRead(product, consumer);
    return verdict === true
      ? denial(product, ruleOn(product, consumer, field), { field: field.name })
      : verdict;
  });
}

function linkRule(
  product: ProductDescriptor,
  link: LinkDescriptor,
  products: Products,
  how = "follow",
): ShieldRule {
  const target = products.get(link.product);
  return verdictRule(`${how} ${refOf(product)}.${link.name}`, (consumer) => {
    const verdict = mayRead(product, consumer);
    if (verdict !== true) return verdict;
    if (target === undefined) return denial(product, "nobody", { field: link.name });
    const reached = mayRead(target, consumer);
    // The row at the other end shows its key, and so the value of the field that points to it.
    return reached === true ? mayUse(product, new Set([link.by]), consumer) : reached;
  });
}

function mayRead(product: ProductDescriptor, consumer: Consumer): Verdict {
  return effectOn(product, consumer) === "deny" ? denial(product, ruleOn(product, consumer)) : true;
}

/**
 * Whoever sees a field masked could find its value by filtering or sorting, so only a plainly readable one
 * may be used.
 */
function mayUse(
  product: ProductDescriptor,
  names: ReadonlySet<string>,
  consumer: Consumer,
  masked: "filter" | "compute" = "filter",
): Verdict {
  for (const name of names) {
    const field = product.fields.find((each) => each.name === name);
    if (field === undefined) return denial(product, "nobody", { field: name });
    const effect = effectOn(product, consumer, field);
    if (effect === "allow") continue;
    const use = effect === "mask" ? masked : "read";
    return denial(product, ruleOn(product, consumer, field), { field: name, use });
  }
  return true;
}

function effectOn({ policy }: ProductDescriptor, consumer: Consumer, field?: FieldDescriptor): Effect {
  return effectOf({ action: "read", policy, consumer, field });
}

/** The rule that refuses, in words. */
function ruleOn({ policy }: ProductDescriptor, consumer: Consumer, field?: FieldDescriptor): string {
  return decide({ action: "read", policy, consumer, field }).rule;
}

function verdictRule(name: string, judge: (consumer: Consumer, args: ListArguments) => Verdict): ShieldRule {
  // Any other cache of graphql-shield answers one field with the verdict on another.
  return rule(name, { cache: "no_cache" })(
    (_parent: unknown, args: ListArguments, { consumer }: RuleContext) => judge(consumer, args),
  );
}

function typeOf(ref: ProductRef): string {
  const { name, major } = parseProductRef(ref);
  return graphqlNames(name, major).type;
}

const refOf = (product: ProductDescriptor): ProductRef => productRef(product.name, product.major);
