import { graphqlNames } from "@datamesh/kernel/product";

/** What the parts of a product are called, derived from its name. */
export interface ProductWords {
  /** `branch-offices` */
  readonly name: string;
  /** `branchOffices` */
  readonly identifier: string;
  /** `branchOfficeId` */
  readonly key: string;
  /** `BRANCH_OFFICE_RECORDED` */
  readonly eventType: string;
  /** `BranchOfficeRecorded` */
  readonly eventIdentifier: string;
  /** `branch office` */
  readonly one: string;
}

/** What the parts of a context are called. */
export interface ContextWords {
  /** `branch-network` */
  readonly name: string;
  /** `branchNetwork` */
  readonly identifier: string;
  /** `branchNetworkTeam` */
  readonly ownerIdentifier: string;
}

/** `branch-offices` -> `branchOffices`. */
export const camelCase = (kebab: string): string =>
  kebab.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

/** The name of a context's first product, where no other is given: `branch-network` -> `branch-networks`. */
export function pluralOf(name: string): string {
  const { many } = graphqlNames(name, 1);
  return kebabCase(many.replace(/V1$/, ""));
}

const kebabCase = (camel: string): string => camel.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Names the parts of a product. */
export function productWords(name: string): ProductWords {
  const type = graphqlNames(name, 1).type.replace(/V1$/, "");
  const words = type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase();
  return {
    name,
    identifier: camelCase(name),
    key: `${type.charAt(0).toLowerCase()}${type.slice(1)}Id`,
    eventType: `${words.replaceAll(" ", "_").toUpperCase()}_RECORDED`,
    eventIdentifier: `${type}Recorded`,
    one: words,
  };
}

/** Names the parts of a context, apart from those of its first product. */
export function contextWords(name: string, product: ProductWords): ContextWords {
  const identifier = camelCase(name);
  return {
    name,
    identifier: identifier === product.identifier ? `${identifier}Context` : identifier,
    ownerIdentifier: `${identifier}Team`,
  };
}
