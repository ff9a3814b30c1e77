import { MODEL_FIELDS, modelId } from "@datamesh/kernel/lineage";
import { productNames, type Queryable } from "@datamesh/kernel/postgres";
import { columnName, type ProductDescriptor, type ProductRef } from "@datamesh/kernel/product";

/** Upstream product -> the model and version that the newest joined row names: `credit-oracle-v2.1`. */
export type ObservedModels = ReadonlyMap<ProductRef, string>;

type Product = Pick<ProductDescriptor, "name" | "major" | "context" | "inputs" | "fields">;

/**
 * The models that made what a product takes from others, as its own history tells, newest row first. Only joins that
 * take `modelName` and `modelVersion`, in plain text, are looked at. `database` is its context's read login.
 */
export async function observedModels(database: Queryable, product: Product): Promise<ObservedModels> {
  const observed = new Map<ProductRef, string>();
  for (const [upstream, fields] of modelFields(product)) {
    const model = await newestModel(database, product, fields);
    if (model !== undefined) observed.set(upstream, model);
  }
  return observed;
}

/** The products of which a product takes a model's name and version, and its own fields that hold them. */
export function modelFields({ inputs, fields }: Product): ReadonlyMap<ProductRef, readonly string[]> {
  const isPlain = (name: string): boolean =>
    fields.some((field) => field.name === name && field.classification === "internal");
  const found = inputs.flatMap((input): readonly (readonly [ProductRef, readonly string[]])[] => {
    if (input.kind !== "join") return [];
    const taken = Object.entries(input.take);
    const own = MODEL_FIELDS.flatMap((theirs) => taken.find(([, from]) => from === theirs)?.[0] ?? []);
    return own.length === MODEL_FIELDS.length && own.every(isPlain) ? [[input.product, own]] : [];
  });
  return new Map(found);
}

async function newestModel(
  database: Queryable,
  { context, name, major }: Product,
  fields: readonly string[],
): Promise<string | undefined> {
  const [model, modelVersion] = fields.map((field) => `"${columnName(field)}"`);
  const { history } = productNames(context, name, major);
  const [row] = await database.query({
    text: `select ${model} as name, ${modelVersion} as version from ${history}
           where ${model} is not null and ${modelVersion} is not null order by position desc limit 1`,
  });
  return row === undefined ? undefined : modelId(row["name"] ?? "", row["version"] ?? "");
}
