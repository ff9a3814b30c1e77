import type { LinkDescriptor } from "../product/descriptor.ts";
import type { Contract } from "./contract.ts";
import { compareText, type Difference } from "./difference.ts";

/** What stands around the fields: links, page size, where the product lives, words, owner, and an announced end. */
export function compareSurroundings(before: Contract, after: Contract): readonly Difference[] {
  return [
    ...compareLinks(before.links, after.links),
    ...comparePageLimit(before.pageLimit, after.pageLimit),
    ...compareHistory(before.history !== false, after.history !== false),
    ...compareText("context", before.context, after.context, "major"),
    ...compareText("title", before.title, after.title, "patch"),
    ...compareText("description", before.description, after.description, "patch"),
    ...compareText("owner.team", before.owner.team, after.owner.team, "patch"),
    ...compareText("owner.contact", before.owner.contact, after.owner.contact, "patch"),
    ...compareDeprecation(before.deprecated, after.deprecated),
  ];
}

function compareLinks(
  before: readonly LinkDescriptor[],
  after: readonly LinkDescriptor[],
): readonly Difference[] {
  const known = new Set(before.map(({ name }) => name));
  return [
    ...before.flatMap((link) =>
      compareLink(
        link,
        after.find(({ name }) => name === link.name),
      ),
    ),
    ...after
      .filter(({ name }) => !known.has(name))
      .map(({ name, product }) => ({
        path: `links.${name}`,
        what: `added, to ${product}`,
        bump: "minor" as const,
      })),
  ];
}

function compareLink(before: LinkDescriptor, after: LinkDescriptor | undefined): readonly Difference[] {
  const path = `links.${before.name}`;
  if (after === undefined) return [{ path, what: "removed", bump: "major" }];
  return compareText(path, course(before), course(after), "major");
}

const course = ({ by, product, key }: LinkDescriptor): string => `${by} -> ${product}.${key}`;

function comparePageLimit(before: number, after: number): readonly Difference[] {
  if (before === after) return [];
  const path = "pageLimit";
  return after < before
    ? [{ path, what: `lowered from ${before} to ${after} rows`, bump: "major" }]
    : [{ path, what: `raised from ${before} to ${after} rows`, bump: "minor" }];
}

/** Whoever joins a product, or reads it as of the past, needs its history. */
function compareHistory(before: boolean, after: boolean): readonly Difference[] {
  if (before === after) return [];
  return after
    ? [{ path: "history", what: "is kept", bump: "minor" }]
    : [{ path: "history", what: "is no longer kept", bump: "major" }];
}

type Announced = Contract["deprecated"];

/** An end is announced, or put off, at any time; an announced day cannot be moved nearer. */
function compareDeprecation(before: Announced, after: Announced): readonly Difference[] {
  if (inWords(before) === inWords(after)) return [];
  const path = "deprecated";
  if (before !== undefined && after !== undefined && after.sunset < before.sunset) {
    const what = `to be withdrawn on ${after.sunset}, which is before the announced ${before.sunset}`;
    return [{ path, what, bump: "major" }];
  }
  return [{ path, what: inWords(after), bump: "patch" }];
}

const inWords = (announced: Announced): string =>
  announced === undefined
    ? "no longer deprecated"
    : `since ${announced.since}, withdrawn ${announced.sunset}: use ${announced.use}`;
