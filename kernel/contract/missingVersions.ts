import type { ProductRef } from "../product/names.ts";
import { compareVersions } from "./bump.ts";
import { type PublishedVersion, refOfContract } from "./publishedVersion.ts";

/** A published product that nobody declares any more, before the day it may be withdrawn. */
export interface MissingVersion {
  readonly product: ProductRef;
  readonly published: string;
  readonly problem: string;
}

/** The products that were published, are not declared, and whose announced end has not come by the day `YYYY-MM-DD`. */
export function missingVersions(
  published: readonly PublishedVersion[],
  declared: readonly ProductRef[],
  today: string,
): readonly MissingVersion[] {
  const newest = new Map<ProductRef, PublishedVersion>();
  for (const version of published) {
    const ref = refOfContract(version.contract);
    const known = newest.get(ref)?.contract.version;
    if (known === undefined || compareVersions(version.contract.version, known) > 0) newest.set(ref, version);
  }
  return [...newest]
    .filter(([product, { contract }]) => !declared.includes(product) && !isOver(contract, today))
    .map(([product, { contract }]) => ({
      product,
      published: contract.version,
      problem: problemOf(contract),
    }));
}

type Contract = PublishedVersion["contract"];

const isOver = ({ deprecated }: Contract, today: string): boolean =>
  deprecated !== undefined && deprecated.sunset <= today;

const problemOf = ({ deprecated }: Contract): string =>
  deprecated === undefined
    ? "it is published and no longer declared: declare it again, deprecated, until its consumers have moved"
    : `it is published and no longer declared: declare it again until it is withdrawn on ${deprecated.sunset}`;
