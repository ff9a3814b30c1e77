import { historyProblems } from "./historyProblems.ts";
import type { EventDeclaration } from "../event/event.ts";
import type { DataProduct } from "./dataProduct.ts";
import type { Owner } from "./descriptor.ts";
import { graphqlNames, KEBAB, logName, productRef, snakeCase } from "./names.ts";
import { upcastProblems } from "./upcastProblems.ts";

/** A bounded context: a log of its own, and the products derived from it. */
export interface Context {
  /** `credit-oracle` */
  readonly name: string;
  readonly owner: Owner;
  /** The database schema: `credit_oracle`. */
  readonly schema: string;
  /** The log: `credit_oracle_events`. */
  readonly log: string;
  readonly events: readonly EventDeclaration[];
  readonly products: readonly DataProduct[];
}

/** Schemas of PostgreSQL, of the mesh itself and of contexts' stores. */
const RESERVED = /^(datamesh|public|information-schema|pg-.*|.*-store)$/;

/**
 * Declares a context. Throws TypeError when two of its products or event types share a name, when a product consumes
 * an event the context does not declare, or when an upcast would lay open what was personal.
 */
export function context(declaration: {
  readonly name: string;
  readonly owner: Owner;
  readonly events: readonly EventDeclaration[];
  readonly products: readonly DataProduct[];
}): Context {
  const { name, events, products } = declaration;
  if (!KEBAB.test(name)) throw new TypeError(`context "${name}" must be lower-case words joined by hyphens`);
  if (RESERVED.test(name)) {
    throw new TypeError(
      `context "${name}" would have a schema that is another's: choose a name that is not ${name}`,
    );
  }
  refuseRepeats(
    name,
    events.flatMap((each) => each.types),
  );
  refuseRepeats(
    name,
    products.map((each) => productRef(each.name, each.major)),
  );
  refuseRepeats(
    name,
    products.map((each) => graphqlNames(each.name, each.major).type),
  );
  for (const product of products) refuseForeignEvents(name, events, product);
  for (const problem of historyProblems(products)) throw new TypeError(`context "${name}": ${problem}`);
  refuseOpening(name, events);
  return Object.freeze({ ...declaration, schema: snakeCase(name), log: logName(name) });
}

function refuseRepeats(context: string, names: readonly string[]): void {
  const repeated = names.find((each, index) => names.indexOf(each) !== index);
  if (repeated !== undefined) throw new TypeError(`context "${context}" declares "${repeated}" twice`);
}

function refuseOpening(context: string, events: readonly EventDeclaration[]): void {
  const problems = events.flatMap(upcastProblems);
  if (problems.length === 0) return;
  throw new TypeError(
    `context "${context}" cannot be declared:\n${problems.map((p) => `- ${p}`).join("\n")}`,
  );
}

function refuseForeignEvents(
  context: string,
  events: readonly EventDeclaration[],
  product: DataProduct,
): void {
  for (const input of product.from) {
    if (input.kind !== "join" && !events.includes(input.event)) {
      throw new TypeError(
        `${productRef(product.name, product.major)} consumes ${input.event.types[0]}, which context "${context}" does not declare`,
      );
    }
  }
}
