import { graphqlNames } from "@datamesh/kernel/product";

/** What is in the mesh already. */
export interface Taken {
  readonly contexts: readonly string[];
  /** Names of products, without their versions. */
  readonly products: readonly string[];
}

/** Lower-case words joined by hyphens. */
const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** So that the longest name of a relation or role made of it still fits PostgreSQL's 63 characters. */
const LONGEST = 36;

/** The catalog is part of every mesh, `node` is the gateway's, and the rest are schemas that PostgreSQL has. */
const RESERVED_CONTEXTS = new Set(["catalog", "node", "public", "information-schema"]);

/** Files of a context that are none of its products. */
const RESERVED_PRODUCTS = new Set(["index", "events", "event", "owner", "owners", "contracts", "importers"]);

/** Words that cannot name a constant: those of the language, and what a product's file imports. */
const UNUSABLE = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield " +
    "any-of context data-product event given id role team text timestamp z"
  ).split(" "),
);

/** What is wrong with the name of a new context; nothing when it can be used. */
export function contextNameProblems(name: string, { contexts }: Taken): readonly string[] {
  const problems = formProblems("context", name);
  if (problems.length > 0) return problems;
  if (RESERVED_CONTEXTS.has(name) || name.startsWith("pg-")) return [`a context cannot be named ${name}`];
  return contexts.includes(name) ? [`there is a context ${name} already`] : [];
}

/** What is wrong with the name of a new product; nothing when it can be used. */
export function productNameProblems(name: string, { products }: Taken): readonly string[] {
  const problems = formProblems("product", name);
  if (problems.length > 0) return problems;
  if (RESERVED_PRODUCTS.has(name)) return [`a product cannot be named ${name}`];
  const { one, many, type } = graphqlNames(name, 1);
  if (one === many) return [`product "${name}" has no plural that differs: choose words that have one`];
  if (products.includes(name)) {
    return [
      `there is a product ${name} already: its next major version is a file beside it (docs/versions.md)`,
    ];
  }
  const same = products.find((each) => graphqlNames(each, 1).type === type);
  return same === undefined ? [] : [`product "${name}" would be ${type} in GraphQL, as ${same} is`];
}

function formProblems(what: string, name: string): readonly string[] {
  if (!KEBAB.test(name)) return [`${what} "${name}" must be lower-case words joined by hyphens`];
  if (name.length > LONGEST) return [`${what} "${name}" is longer than ${LONGEST} characters`];
  if (UNUSABLE.has(name))
    return [`${what} "${name}" has another meaning in the sources: choose another name`];
  return [];
}
