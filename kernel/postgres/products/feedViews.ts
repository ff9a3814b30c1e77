import { createHash } from "node:crypto";
import { MeshError } from "../../errors.ts";
import { columnName, relationName, snakeCase } from "../../product/names.ts";
import { identifier, literal } from "../identifier.ts";
import type { Queryable } from "../database.ts";
import type { GenerationNames } from "./productNames.ts";

/** A product whose history another context reads, and by whom. */
export interface FeedView {
  /** The context that serves the product. */
  readonly provider: string;
  readonly name: string;
  readonly major: number;
  /** The context that joins it. */
  readonly consumer: string;
}

const LONGEST = 63;

/**
 * The view by which one context reads the history of another's product: `customers.customer_profiles_v1_for_credit_oracle`,
 * with the fields its contracts name and no others.
 */
export function feedView({ provider, name, major, consumer }: FeedView): string {
  const view = `${relationName(name, major)}_for_${snakeCase(consumer)}`;
  const hash = createHash("sha256").update(view).digest("hex").slice(0, 8);
  const short = view.length <= LONGEST ? view : `${view.slice(0, LONGEST - 9)}_${hash}`;
  return `${identifier(snakeCase(provider))}.${identifier(short)}`;
}

/**
 * Publishes a feed: a view with its owner's rights over the history of a generation, so that its reader needs none on
 * the table. Left alone when it is as it should be. Run as the provider's migrate role.
 */
export async function publishFeed(
  connection: Queryable,
  feed: FeedView,
  fields: readonly string[],
  tables: GenerationNames,
): Promise<void> {
  const view = feedView(feed);
  const columns = ["position", "removed", ...fields.map(columnName).toSorted()].map(identifier).join(", ");
  const said = `feed of ${relationName(feed.name, feed.major)} for ${feed.consumer}: ${tables.history} ${columns}`;
  const [known] = await connection.query({
    text: "select obj_description(to_regclass($1), 'pg_class') as said",
    values: [view],
  });
  if (known?.["said"] === said) return;
  await connection.query({ text: `drop view if exists ${view}` });
  await connection.query({ text: `create view ${view} as select ${columns} from ${tables.history}` });
  await connection.query({ text: `comment on view ${view} is ${literal(said)}` });
}

/**
 * Points the feeds of a product at another generation's history, in the transaction that swaps it in. Fails with
 * BAD_USER_INPUT when that lacks a field that a context joins.
 */
export async function repointFeeds(
  connection: Queryable,
  provider: string,
  { name, major }: { readonly name: string; readonly major: number },
  tables: GenerationNames,
): Promise<void> {
  const feeds = await connection.query({
    text: `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as view, obj_description(c.oid, 'pg_class') as said,
             (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
              where attrelid = c.oid and attnum > 0) as columns,
             (select string_agg(attname, ', ') from pg_attribute v where v.attrelid = c.oid and v.attnum > 0
              and not exists (select from pg_attribute t where t.attrelid = to_regclass($3)
                and t.attname = v.attname and not t.attisdropped)) as lacking
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = $1 and c.relkind = 'v' and obj_description(c.oid, 'pg_class') like $2`,
    values: [snakeCase(provider), `feed of ${relationName(name, major)} for %`, tables.history],
  });
  for (const { view, said, columns, lacking } of feeds) {
    const consumer = / for ([a-z0-9-]+):/.exec(said ?? "")?.[1] ?? "another context";
    if (lacking !== null && lacking !== undefined) {
      throw new MeshError(
        "BAD_USER_INPUT",
        `${consumer} joins ${lacking} of ${name}@${major}, which the declaration no longer has`,
      );
    }
    await connection.query({
      text: `create or replace view ${view} as select ${columns} from ${tables.history}`,
    });
    const next = (said ?? "").replace(/: \S+ /, `: ${tables.history} `);
    await connection.query({ text: `comment on view ${view} is ${literal(next)}` });
  }
}
