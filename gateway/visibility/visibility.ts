import { type Consumer, mayKnow } from "@datamesh/kernel/policy";
import { type ProductDescriptor, productTypeNames } from "@datamesh/kernel/product";
import { buildASTSchema, type DocumentNode, type GraphQLSchema } from "graphql";
import { LRUCache } from "lru-cache";
import type { VisibleSchema } from "../types.ts";
import { notesFor } from "./notesFor.ts";
import { withNotes } from "./withNotes.ts";
import { withoutTypes } from "./withoutTypes.ts";

/** What each consumer may know of the products of one mesh. */
export interface Visibility {
  /** The GraphQL types of the products that are hidden from the consumer; mostly there are none. */
  readonly hiddenFrom: (consumer: Consumer) => ReadonlySet<string>;
  /** What the consumer's operations are validated against. */
  readonly visibleTo: (consumer: Consumer) => VisibleSchema;
  /** What introspection tells the consumer: the visible schema, with a note on what it may not read. */
  readonly toldTo: (consumer: Consumer) => GraphQLSchema;
}

/** What a mesh's visibility is worked out from. */
export interface VisibilityParts {
  /** The schema of all products, and the document it was built from. */
  readonly apiSchema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly products: readonly ProductDescriptor[];
}

/** How many schemas of either kind are kept: more than a company has sets of roles that differ in what they let read. */
const MOST_SCHEMAS = 64;

/** Prepares it for one mesh. Schemas are built when they are first needed, once for each set of entitlements. */
export function visibility(parts: VisibilityParts): Visibility {
  const { apiSchema, products } = parts;
  const hideable = products.filter(({ policy }) => policy.hidden === true);
  const visible = new LRUCache<string, VisibleSchema>({ max: MOST_SCHEMAS });
  const told = new LRUCache<string, GraphQLSchema>({ max: MOST_SCHEMAS });
  const known = new WeakMap<Consumer, Hidden>();
  const hiddenFrom = (consumer: Consumer): Hidden => {
    if (hideable.length === 0) return NOTHING;
    const found = known.get(consumer) ?? hiddenOf(hideable, consumer);
    known.set(consumer, found);
    return found;
  };
  const everything: VisibleSchema = { schema: apiSchema, key: "" };
  const visibleTo = (consumer: Consumer): VisibleSchema => {
    const { types, key } = hiddenFrom(consumer);
    if (key === "") return everything;
    const schema = visible.get(key) ?? { schema: buildASTSchema(cut(parts, types)), key };
    visible.set(key, schema);
    return schema;
  };
  return {
    hiddenFrom: (consumer) => hiddenFrom(consumer).types,
    visibleTo,
    toldTo: (consumer) => {
      const { types, key } = hiddenFrom(consumer);
      const notes = notesFor(products, consumer);
      if (notes.key === "") return visibleTo(consumer).schema;
      const id = `${key} ${notes.key}`;
      const schema = told.get(id) ?? buildASTSchema(withNotes(cut(parts, types), notes));
      told.set(id, schema);
      return schema;
    },
  };
}

/** What is hidden from a consumer, and a key that is equal where the same is. */
interface Hidden {
  readonly types: ReadonlySet<string>;
  readonly key: string;
}

const NOTHING: Hidden = { types: new Set(), key: "" };

function hiddenOf(hideable: readonly ProductDescriptor[], consumer: Consumer): Hidden {
  const types = hideable
    .filter(({ policy }) => !mayKnow(policy, consumer))
    .map(({ graphql }) => graphql.type);
  return types.length === 0 ? NOTHING : { types: new Set(types), key: types.join() };
}

/** The schema without the types, and without those of their pages and changes. */
function cut({ apiSchema, document, products }: VisibilityParts, types: ReadonlySet<string>): DocumentNode {
  const all = products.flatMap(({ graphql }) => (types.has(graphql.type) ? productTypeNames(graphql) : []));
  const roots = [apiSchema.getQueryType(), apiSchema.getMutationType(), apiSchema.getSubscriptionType()];
  return withoutTypes(
    document,
    new Set(all),
    roots.flatMap((each) => each?.name ?? []),
  );
}
