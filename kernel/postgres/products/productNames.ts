import { relationName, snakeCase } from "../../product/names.ts";
import { identifier } from "../identifier.ts";

/** Quoted names of what one product version has in the database. */
export interface ProductNames {
  /** What readers name: views over the current generation. */
  readonly rows: string;
  readonly history: string;
  readonly cuts: string;
}

/** The published relations of a product: `customers.customer_profiles_v1` and its history and cuts. */
export function productNames(context: string, name: string, major: number): ProductNames {
  const schema = identifier(snakeCase(context));
  const relation = relationName(name, major);
  const named = (suffix: string): string => `${schema}.${identifier(`${relation}${suffix}`)}`;
  return { rows: named(""), history: named("_history"), cuts: named("_cuts") };
}

/** One generation under a name of its own: `customers.customer_profiles_v1_g1` and its history and cuts. */
export function generationViews(
  context: string,
  name: string,
  major: number,
  generation: number,
): ProductNames {
  const schema = identifier(snakeCase(context));
  const view = `${relationName(name, major)}_g${generation}`;
  const named = (suffix: string): string => `${schema}.${identifier(`${view}${suffix}`)}`;
  return { rows: named(""), history: named("_history"), cuts: named("_cuts") };
}

/** The tables behind them: one set per generation, so that a rebuild stands beside what is live. */
export interface GenerationNames extends ProductNames {
  readonly members: string;
}

/** `customers_store.customer_profiles_v1_g1` and its history, cuts and members. */
export function generationNames(
  context: string,
  name: string,
  major: number,
  generation: number,
): GenerationNames {
  const store = identifier(`${snakeCase(context)}_store`);
  const table = `${relationName(name, major)}_g${generation}`;
  const named = (suffix: string): string => `${store}.${identifier(`${table}${suffix}`)}`;
  return { rows: named(""), history: named("_history"), cuts: named("_cuts"), members: named("_members") };
}
