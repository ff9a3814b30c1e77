import type { InputDescriptor, ProductDescriptor } from "@datamesh/kernel/product";
import { canonicalJson } from "../canonicalJson.ts";
import { fieldTypeText } from "../state/index.ts";

/** A join as its product's descriptor tells it. */
export type JoinDescriptor = Extract<InputDescriptor, { kind: "join" }>;

/**
 * What keeps the fields a join takes from being those its upstream serves: missing there, of another type, or
 * personal there and not personal here.
 */
export function takenFieldProblems(
  product: ProductDescriptor,
  join: JoinDescriptor,
  upstream: ProductDescriptor,
): readonly string[] {
  return Object.entries(join.take).flatMap(([local, remote]) => {
    const mine = product.fields.find(({ name }) => name === local);
    const theirs = upstream.fields.find(({ name }) => name === remote);
    const where = `${product.name}@${product.major}.${local}`;
    if (theirs === undefined) return [`${where} is taken from ${join.product}.${remote}, which there is not`];
    if (mine === undefined) return [];
    if (canonicalJson(mine.type) !== canonicalJson(theirs.type)) {
      return [
        `${where} is ${fieldTypeText(mine.type)}, but ${join.product}.${remote} is ${fieldTypeText(theirs.type)}`,
      ];
    }
    if (theirs.classification === "personal" && mine.classification !== "personal") {
      return [`${where} derives from ${join.product}.${remote}, which is personal, and must be personal`];
    }
    return [];
  });
}
