import pluralize from "pluralize";

/** `credit-oracle` and the like: lower-case words joined by hyphens. */
export const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** `customer-credit-scores` -> `customer_credit_scores`. */
export const snakeCase = (kebab: string): string => kebab.replaceAll("-", "_");

/** `modelName` -> `model_name`. */
export const columnName = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `customer-credit-scores` -> `CustomerCreditScores`. */
export const pascalCase = (kebab: string): string =>
  kebab.replace(/(^|-)([a-z0-9])/g, (_match, _hyphen, letter: string) => letter.toUpperCase());

/** `name@major`, the way products are named everywhere but in GraphQL. */
export type ProductRef = `${string}@${number}`;

/** The name of one major version: `customer-credit-scores@2`. */
export const productRef = (name: string, major: number): ProductRef => `${name}@${major}`;

/** Splits `customer-profiles@1`. Throws TypeError when it is not of that form. */
export function parseProductRef(ref: string): { readonly name: string; readonly major: number } {
  const [, name = "", major = ""] = /^([a-z0-9-]+)@([1-9][0-9]*)$/.exec(ref) ?? [];
  if (!KEBAB.test(name)) throw new TypeError(`"${ref}" is not a product: write name@major`);
  return { name, major: Number(major) };
}

/** The relation that holds a product's rows: `customer_credit_scores_v2`. */
export const relationName = (name: string, major: number): string => `${snakeCase(name)}_v${major}`;

/** The log of a context: `credit_oracle_events`. */
export const logName = (context: string): string => `${snakeCase(context)}_events`;

/** The names a product has in GraphQL. */
export interface GraphQLNames {
  /** `CustomerCreditScoreV2` */
  readonly type: string;
  /** `customerCreditScoreV2` */
  readonly one: string;
  /** `customerCreditScoresV2` */
  readonly many: string;
}

/** Derives type and root field names from a product's plural name. */
export function graphqlNames(name: string, major: number): GraphQLNames {
  const words = name.split("-");
  const last = words.at(-1) ?? "";
  const singular = [...words.slice(0, -1), pluralize.singular(last)].join("-");
  const plural = [...words.slice(0, -1), pluralize.plural(last)].join("-");
  return {
    type: `${pascalCase(singular)}V${major}`,
    one: `${lowerFirst(pascalCase(singular))}V${major}`,
    many: `${lowerFirst(pascalCase(plural))}V${major}`,
  };
}

/** The names in GraphQL of how a product changes; of one without a history, only `changed` is there. */
export interface ChangeNames {
  /** A change of a row, `CustomerCreditScoreV2Change`. */
  readonly change: string;
  /** A page of changes, `CustomerCreditScoreV2Changes`. */
  readonly changes: string;
  /** The changes from a position on, `customerCreditScoresV2Changes`: a field of queries and of subscriptions. */
  readonly feed: string;
  /** One row whenever it changes, `customerCreditScoreV2Changed`: a field of subscriptions. */
  readonly changed: string;
}

/** Derives them from the names of the product. */
export const changeNames = ({ type, one, many }: GraphQLNames): ChangeNames => ({
  change: `${type}Change`,
  changes: `${type}Changes`,
  feed: `${many}Changes`,
  changed: `${one}Changed`,
});

/** The object types of a product: its rows, their pages, and their changes if it has a history. */
export const productTypeNames = (names: GraphQLNames): readonly string[] => [
  names.type,
  `${names.type}Connection`,
  `${names.type}Edge`,
  changeNames(names).change,
  changeNames(names).changes,
];

const lowerFirst = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);
