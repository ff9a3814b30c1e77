import { MODEL_FIELDS, namesModels } from "../../lineage/modelFields.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { describeFields } from "../../product/describe.ts";
import { fingerprint } from "../../product/fingerprint.ts";
import { columnName, relationName } from "../../product/names.ts";
import { contextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";

/** How many of a product's newest row versions are looked at, and how many models are told of it. */
const LOOKED_AT = 10_000;
const TOLD = 20;

/**
 * The database function by which a context tells which models made the rows of its products, of each product the newest
 * first, and nothing else of a row: `models.observed_models()`. It runs with the rights of its owner, the migrate role,
 * so that whoever may call it needs none on a table. Made again at every migration, since products come and go.
 *
 * All models there ever were would take a scan, or one more index on each such history. Instead it reads backwards
 * along the primary key and stops: what it costs does not grow with the product, and a model that made none of the
 * newest 10,000 row versions is no longer told.
 */
export function modelsFunction(context: string, products: readonly DataProduct[]): readonly string[] {
  const names = contextNames(context);
  const naming = products.filter((product) =>
    namesModels({ fields: describeFields(product), inputs: product.from }),
  );
  // While a changed declaration waits for its rebuild, its table may lack the fields, or hold them in another form.
  return [
    `create or replace function ${names.observedModels}()
       returns table (product text, major integer, model_name text, model_version text)
     language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
     declare made record;
     begin
       for made in select c.product, c.major, n.relation || '_g' || c.generation || '_history' as history
         from ${names.checkpoints} c join ${relations(naming)} on (c.product, c.major) = (n.product, n.major)
         where c.fingerprint @> n.fingerprint order by c.product, c.major
       loop
         return query execute format(${literal(newestModels(names.store))}, made.history)
           using made.product, made.major;
       end loop;
     end $$`,
    `revoke all on function ${names.observedModels} from public`,
  ];
}

function newestModels(store: string): string {
  const [name, version] = MODEL_FIELDS.map((field) => identifier(columnName(field)));
  return `select $1, $2, ${name}::text, ${version}::text
    from (select position, ${name}, ${version} from ${store}.%I order by position desc limit ${LOOKED_AT}) newest
    where ${name} is not null and ${version} is not null
    group by ${name}, ${version} order by max(position) desc limit ${TOLD}`;
}

/** Products with their relations and the stored form of the fields, as a table; of no products one row that is none. */
function relations(products: readonly DataProduct[]): string {
  const rows = products.map((product) => {
    const { name, major } = product;
    const texts = [relationName(name, major), JSON.stringify(storedForm(product))].map(literal);
    return `(${literal(name)}, ${major}, ${texts.join(", ")}::jsonb)`;
  });
  const none = "(null, null::integer, null, null::jsonb)";
  return `(values ${rows.join(", ") || none}) n (product, major, relation, fingerprint)`;
}

/** What a checkpoint's fingerprint says of the fields when the table has them as they are declared. */
function storedForm(product: DataProduct): Readonly<Record<string, string | undefined>> {
  const parts = fingerprint(product);
  return Object.fromEntries(MODEL_FIELDS.map((field) => [`field ${field}`, parts[`field ${field}`]]));
}
