import { historyProblems } from "../product/historyProblems.ts";
import type { OfferedEvent } from "../event/prepareEvent.ts";
import type { Context } from "../product/context.ts";
import { KEBAB, parseProductRef, productRef, type ProductRef } from "../product/names.ts";

/** A context that is part of the mesh, while its code is kept and run elsewhere. */
export interface RemoteContext {
  readonly kind: "remote";
  readonly name: string;
  /** Where it serves its subgraph: the origin at which it may register, unless others are allowed by the settings. */
  readonly url: string;
  /** Products of it that contexts here join, when its store is in the same database: `customer-profiles@1`. */
  readonly products: readonly ProductRef[];
}

/** Reads one line of a file as an event of a context; throws MeshError BAD_USER_INPUT when it is none. */
export type EventReader = (line: string) => OfferedEvent;

/** File formats that contexts can import, by context and name. */
export type Importers = Readonly<Record<string, Readonly<Record<string, EventReader>>>>;

/** Which contexts a mesh is made of. */
export interface MeshDefinition {
  readonly contexts: readonly (Context | RemoteContext)[];
  readonly importers: Importers;
}

/** The catalog is part of every mesh, and `node` is the gateway's own. */
const RESERVED: ReadonlySet<string> = new Set(["catalog", "node"]);

/**
 * Declares a mesh: the default export of `datamesh.config.ts`. Throws TypeError that names every problem: a context
 * named twice or like a part of the mesh, a product of two contexts, an importer of a context that is not here.
 */
export function defineMesh(mesh: {
  readonly contexts: readonly (Context | RemoteContext)[];
  readonly importers?: Importers;
}): MeshDefinition {
  const { contexts, importers = {} } = mesh;
  const problems = [
    ...repeated(contexts.map(({ name }) => name)).map((name) => `context ${name} is listed twice`),
    ...contexts
      .filter(({ name }) => RESERVED.has(name))
      .map(({ name }) => `a context cannot be named ${name}`),
    ...repeated(contexts.flatMap(productsOf)).map((ref) => `product ${ref} is of two contexts`),
    ...historyProblems(contexts.flatMap((each) => (isRemote(each) ? [] : each.products))),
    ...Object.keys(importers)
      .filter((name) => !contexts.some((each) => each.name === name && !isRemote(each)))
      .map((name) => `there are importers for ${name}, which is no context of this repository`),
  ];
  if (problems.length > 0) throw new TypeError(`the mesh cannot be as declared: ${problems.join("; ")}`);
  return Object.freeze({ contexts: Object.freeze([...contexts]), importers });
}

/**
 * Names a context whose code is elsewhere. Throws TypeError for a name, address (an origin such as
 * `http://customers:4000`) or product that cannot be one.
 */
export function remote(context: {
  readonly name: string;
  readonly url: string;
  readonly products?: readonly string[];
}): RemoteContext {
  const { name, url, products = [] } = context;
  if (!KEBAB.test(name)) throw new TypeError(`context "${name}" must be lower-case words joined by hyphens`);
  if (!isOrigin(url))
    throw new TypeError(`context ${name} cannot be at "${url}": write http(s)://HOST[:PORT]`);
  const refs = products.map((ref) => {
    const product = parseProductRef(ref);
    return productRef(product.name, product.major);
  });
  return Object.freeze({ kind: "remote", name, url: new URL(url).origin, products: Object.freeze(refs) });
}

/** Whether a context of the mesh is run elsewhere. */
export const isRemote = (context: Context | RemoteContext): context is RemoteContext => "kind" in context;

function productsOf(context: Context | RemoteContext): readonly ProductRef[] {
  return isRemote(context)
    ? context.products
    : context.products.map((product) => productRef(product.name, product.major));
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, href } = new URL(text);
  return /^https?:$/.test(protocol) && (href === origin || href === `${origin}/`);
}

const repeated = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];
