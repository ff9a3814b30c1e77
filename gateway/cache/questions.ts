import { type Consumer, mayKnow } from "@datamesh/kernel/policy";
import { type ProductDescriptor, type ProductRef, productRef } from "@datamesh/kernel/product";
import { type PartsTold, tellsByVariables, type ToldPart, toldParts } from "../audit/index.ts";
import type { Selection } from "../authorize/collectSelections.ts";
import type { Refusal } from "../authorize/evaluateRules.ts";
import type { Asked } from "../supergraph/asked.ts";
import { onceFor } from "../supergraph/onceFor.ts";
import type { RequestContext } from "../types.ts";
import { type Entitlement, entitlementFinder } from "./entitlements.ts";
import type { Question } from "./exactCache.ts";

/** Finds what the answer to an operation depends on; undefined when it is not to be kept or shared. */
export type QuestionOf = (asked: Asked, context: RequestContext) => Question | undefined;

/**
 * Prepares it for the products of a mesh. An operation has a question when all it is answered with are fields that
 * products declare, as they are now, none of them personal and unmasked. A product that is hidden from who asks is none,
 * so that whether an answer may be kept does not tell it from one that nobody declared. Two consumers have the same one only if every
 * rule said the same to both and every decision on the products, with its reasons, is the same.
 */
export function questions(products: readonly ProductDescriptor[]): QuestionOf {
  const told = declaredParts(products);
  const findEntitlement = entitlementFinder();
  const numberOf = numbering();
  const numberOfText = textNumbering();
  const dependenciesOf = (asked: Asked, consumer: Consumer): Dependencies | undefined => {
    const touched = touchedBy(asked, told, consumer);
    if (touched === undefined) return undefined;
    const entitled = entitlementsOn(touched, (product) => findEntitlement(consumer, product));
    if (entitled === undefined) return undefined;
    const products = [...touched.keys()].map(refOf);
    return { entitled: numberOfText(`${products.join()} ${entitled}`), products };
  };
  const dependencies = remembered(dependenciesOf);
  const ask = ({ prepared, variables, selections, refusals }: Asked, found: Dependencies): Question => {
    const { entitled, products } = found;
    const key = `${numberOf(prepared)} ${entitled} ${JSON.stringify(variables)} ${verdicts(selections, refusals)}`;
    return { key, products };
  };
  const again = askedAgain();
  return (asked, { consumer, reading }) => {
    if (reading !== undefined || asked.prepared.parts.operation.operation !== "query") return undefined;
    const found = dependencies(asked, consumer);
    return found && again(asked, found, ask);
  };
}

type Ask = (asked: Asked, dependencies: Dependencies) => Question;

interface AskedBefore {
  readonly prepared: Asked["prepared"];
  readonly entitled: number;
  readonly question: Question;
}

/**
 * Asks the same question again where nothing differs: by the identity of variables that are frozen, as those of requests
 * that are remembered are, the last one each.
 */
function askedAgain(): (asked: Asked, dependencies: Dependencies, ask: Ask) => Question {
  const known = new WeakMap<Asked["variables"], AskedBefore>();
  return (asked, dependencies, ask) => {
    const { prepared, variables, refusals } = asked;
    if (refusals.length > 0) return ask(asked, dependencies);
    const { entitled } = dependencies;
    const before = known.get(variables);
    if (before?.prepared === prepared && before.entitled === entitled) return before.question;
    const question = ask(asked, dependencies);
    if (Object.isFrozen(variables)) known.set(variables, { prepared, entitled, question });
    return question;
  };
}

/** What an answer depends on besides the operation, its variables and what the rules said. */
interface Dependencies {
  /** Stands for the products and the consumer's entitlements to them: equal where these are. */
  readonly entitled: number;
  readonly products: readonly ProductRef[];
}

type FindDependencies = (asked: Asked, consumer: Consumer) => Dependencies | undefined;

/** Finds them once for an operation and a consumer, where nothing was refused and variables do not tell of products. */
function remembered(find: FindDependencies): FindDependencies {
  const plain = onceFor((selections: readonly Selection[]) =>
    selections.some(tellsByVariables)
      ? undefined
      : new WeakMap<Consumer, { readonly found?: Dependencies }>(),
  );
  return (asked, consumer) => {
    const known = asked.refusals.length === 0 ? plain(asked.selections) : undefined;
    if (known === undefined) return find(asked, consumer);
    let each = known.get(consumer);
    if (each === undefined) {
      const found = find(asked, consumer);
      known.set(consumer, (each = found === undefined ? {} : { found }));
    }
    return each.found;
  };
}

type Touched = ReadonlyMap<ProductDescriptor, ReadonlySet<string>>;

/** The products an operation tells of, with their fields; undefined when it tells of anything else, or of nothing. */
function touchedBy(
  { selections, refusals, variables, prepared }: Asked,
  told: PartsTold,
  consumer: Consumer,
): Touched | undefined {
  const { completion, decide } = prepared.variant(refusals, variables);
  // What the schema says depends on who asks, and so does what is decided on fetched values.
  if (completion.metaFields.length > 0 || decide !== undefined) return undefined;
  const touched = new Map<ProductDescriptor, Set<string>>();
  for (const selection of selections) {
    if (selection.type.name === PAGE_INFO || isRefused(selection, refusals)) continue;
    const parts = told(selection, variables).filter(({ product }) => mayKnow(product.policy, consumer));
    if (parts.length === 0) return undefined;
    for (const { product, fields } of parts) {
      const known = touched.get(product) ?? new Set();
      touched.set(product, known);
      for (const field of fields) known.add(field);
    }
  }
  return touched.size === 0 ? undefined : touched;
}

/** It tells of the page that a product's connection gives, and belongs to no product. */
const PAGE_INFO = "PageInfo";

const isRefused = (selection: Selection, refusals: readonly Refusal[]): boolean =>
  refusals.some((each) => each.selection === selection);

/** What is told of products by fields that they declare; nothing of a field that somebody wrote a resolver for. */
function declaredParts(products: readonly ProductDescriptor[]): PartsTold {
  const partsOf = toldParts(products);
  const declared = new Set(products.flatMap(declaredFields));
  const constant = new WeakMap<Selection, readonly ToldPart[]>();
  return (selection, variables) => {
    const known = constant.get(selection);
    if (known !== undefined) return known;
    const { type, field } = selection;
    const parts = declared.has(`${type.name}.${field.name}`) ? partsOf(selection, variables) : [];
    if (field.args.length === 0) constant.set(selection, parts);
    return parts;
  };
}

function declaredFields({ graphql, fields, links }: ProductDescriptor): readonly string[] {
  const { type, one, many } = graphql;
  const own = [...fields, ...links].map(({ name }) => `${type}.${name}`);
  const connection = ["edges", "nodes", "pageInfo", "totalCount"].map((name) => `${type}Connection.${name}`);
  const edge = ["cursor", "node"].map((name) => `${type}Edge.${name}`);
  return [...own, ...connection, ...edge, `${type}.id`, `Query.${one}`, `Query.${many}`, "Query.node"];
}

/** The consumer's entitlements to the products, as text; undefined when a personal value would be told as it is. */
function entitlementsOn(
  touched: Touched,
  find: (product: ProductDescriptor) => Entitlement,
): string | undefined {
  let text = "";
  for (const [product, fields] of touched) {
    const entitlement = find(product);
    for (const field of fields) if (entitlement.personal.has(field)) return undefined;
    text += entitlement.text;
  }
  return text;
}

function verdicts(selections: readonly Selection[], refusals: readonly Refusal[]): string {
  if (refusals.length === 0) return "";
  return JSON.stringify(
    refusals.map(({ selection, error: { code, message, details } }) => [
      selections.indexOf(selection),
      code,
      message,
      details,
    ]),
  );
}

/** A number for each operation that was prepared, for as long as it is kept. */
function numbering(): (prepared: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (prepared) => {
    const known = numbers.get(prepared);
    if (known !== undefined) return known;
    numbers.set(prepared, ++last);
    return last;
  };
}

const MOST_TEXTS = 10_000;

/** A number for each text, never one for two: where there were too many texts, those that come again get new ones. */
function textNumbering(): (text: string) => number {
  const numbers = new Map<string, number>();
  let last = 0;
  return (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    if (numbers.size === MOST_TEXTS) numbers.clear();
    numbers.set(text, ++last);
    return last;
  };
}

const refOf = ({ name, major }: ProductDescriptor): ProductRef => productRef(name, major);
