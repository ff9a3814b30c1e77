import type { Policy } from "../policy/policy.ts";
import { nobody } from "../policy/rule.ts";
import { checkDeclaration } from "./checkDeclaration.ts";
import type { Deprecation, Owner, Sla } from "./descriptor.ts";
import type { Field } from "./field.ts";
import { startingRow, rememberedFields } from "./remembered.ts";
import { type Input, type InputBuilders, inputBuilders } from "./input.ts";
import type { ProductRef } from "./names.ts";

export type Fields = Readonly<Record<string, Field<unknown>>>;
/** The row of a product, inferred from its fields. */
export type RowOf<F extends Fields> = { -readonly [P in keyof F]: F[P]["value"] };

/** An edge to a row of another product, in GraphQL a federation entity. */
export interface Link {
  readonly product: ProductRef;
  readonly by: string;
  readonly key: string;
}

/** Points from a field of this product to the key of another: `link("customer-profiles@1", { by: "customerId", key: "customerId" })`. */
export const link = (product: ProductRef, options: { readonly by: string; readonly key: string }): Link => ({
  product,
  ...options,
});

export interface Declaration<F extends Fields> {
  /** Plural, kebab-case: `customer-credit-scores`. */
  readonly name: string;
  /** Semantic version 2.0.0 of the contract. */
  readonly version: string;
  readonly owner: Owner;
  readonly description: string;
  readonly key: keyof F & string;
  readonly fields: F;
  readonly from: (inputs: InputBuilders<RowOf<F>>) => readonly Input<RowOf<F>>[];
  readonly links?: Readonly<Record<string, Link>>;
  readonly sla: Sla;
  readonly policy: Omit<Policy, "unmask"> & Partial<Pick<Policy, "unmask">>;
  /** How many generations can be read, the live one counted; 2 unless given. A rebuild begins one. */
  readonly keepGenerations?: number;
  /** False when only the rows as they are now are kept: then nothing joins it, and it cannot be read as of the past. */
  readonly history?: boolean;
  /** That this version will be withdrawn, when, and what to use in its place. */
  readonly deprecated?: Deprecation;
}

/** A declared product version: a plain, frozen value from which everything else derives. */
export interface DataProduct {
  readonly name: string;
  readonly version: string;
  readonly major: number;
  readonly owner: Owner;
  readonly description: string;
  readonly key: string;
  readonly fields: Fields;
  readonly from: readonly Input<Row>[];
  /** What declarative folds remember beside a row to go on from it: columns of its table and of nothing else. */
  readonly remembered: Fields;
  /** What fields hold in a row that no event has given them a value in: counts and sums begin at 0. */
  readonly start: Row;
  readonly links: Readonly<Record<string, Link>>;
  readonly sla: Sla;
  readonly policy: Policy;
  readonly keepGenerations: number;
  /** Whether every version of a row is told. */
  readonly history: boolean;
  readonly deprecated?: Deprecation;
}

const KEPT_GENERATIONS = 2;

/** A row whose fields are only known at run time. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Declares a data product. Throws TypeError, naming every problem of the declaration at once, when a part is
 * missing or does not fit another.
 */
export function dataProduct<const F extends Fields>(declaration: Declaration<F>): DataProduct {
  const from = declaration.from(
    inputBuilders as unknown as InputBuilders<RowOf<F>>,
  ) as unknown as readonly Input<Row>[];
  const product: DataProduct = {
    name: declaration.name,
    version: declaration.version,
    major: Number(declaration.version.split(".")[0]),
    owner: declaration.owner,
    description: declaration.description,
    key: declaration.key,
    fields: declaration.fields,
    from,
    remembered: rememberedFields(declaration.fields, from),
    start: startingRow(declaration.fields, from),
    links: declaration.links ?? {},
    sla: declaration.sla,
    policy: { unmask: nobody, ...declaration.policy },
    keepGenerations: declaration.keepGenerations ?? KEPT_GENERATIONS,
    history: declaration.history ?? true,
    ...(declaration.deprecated !== undefined && { deprecated: declaration.deprecated }),
  };
  checkDeclaration(product);
  return Object.freeze(product);
}
