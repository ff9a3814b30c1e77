import { MODEL_FIELDS, namesModels } from "../../lineage/modelFields.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { describeFields } from "../../product/describe.ts";
import { columnName, relationName } from "../../product/names.ts";
import { contextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";

/** How many of a product's newest row versions are looked at, and how many models are told of it. */
const LOOKED_AT = 10_000;
const TOLD = 20;

/**
 * The database function by which a context tells which models made the rows of its products, the newest first, and
 * nothing else of a row: `models.observed_models()`. It runs with the rights of its owner, the migrate role, so that
 * whoever may call it needs none on a table. Idempotent; run whenever products are made, since they may change.
 *
 * All models there ever were would take a scan, or one more index on every such history. Instead it reads backwards
 * along the primary key and stops: what it costs does not grow with the product, and a model that made none of the
 * newest 10,000 row versions is no longer told.
 */
export function modelsFunction(context: string, products: readonly DataProduct[]): readonly string[] {
  const names = contextNames(context);
  const named = products.filter((product) =>
    namesModels({ fields: describeFields(product), inputs: product.from }),
  );
  return [
    `create or replace function ${names.observedModels}()
       returns table (product text, major integer, model_name text, model_version text)
     language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
     declare made record;
     begin
       for made in select c.product, c.major, n.relation || '_g' || c.generation || '_history' as history
         from ${names.checkpoints} c join ${relations(named)} using (product, major) order by 1, 2
       loop
         -- A declaration that waits for its rebuild may have fields that the table lacks.
         continue when (select count(*) from pg_attribute a
           where a.attrelid = to_regclass(${literal(names.store)} || '.' || quote_ident(made.history))
             and a.attname in (${COLUMNS.map(literal).join(", ")}) and not a.attisdropped) < ${COLUMNS.length};
         return query execute format(${literal(newestModels(names.store))}, made.history)
           using made.product, made.major;
       end loop;
     end $$`,
    `revoke all on function ${names.observedModels} from public`,
  ];
}

const COLUMNS = MODEL_FIELDS.map(columnName);

function newestModels(store: string): string {
  const [name, version] = COLUMNS.map(identifier);
  return `select $1, $2, ${name}::text, ${version}::text
    from (select position, ${name}, ${version} from ${store}.%I order by position desc limit ${LOOKED_AT}) newest
    where ${name} is not null and ${version} is not null
    group by ${name}, ${version} order by max(position) desc limit ${TOLD}`;
}

/** The products and the relations that hold their rows, as a table; it has one row that is none where there are none. */
function relations(products: readonly DataProduct[]): string {
  const rows = products.map(
    ({ name, major }) => `(${literal(name)}, ${major}, ${literal(relationName(name, major))})`,
  );
  return `(values ${rows.join(", ") || "(null, null::integer, null)"}) n (product, major, relation)`;
}
