import {
  type FieldDescriptor,
  type InputDescriptor,
  type ProductDescriptor,
  productRef,
} from "@datamesh/kernel/product";
import { canonicalJson } from "../canonicalJson.ts";
import { fieldTypeText } from "../state/index.ts";

/** A join as its product's descriptor tells it. */
export type JoinDescriptor = Extract<InputDescriptor, { kind: "join" }>;

/** A field that a join takes: in words, here, and at its upstream. */
interface Taken {
  readonly mine: string;
  readonly theirs: string;
  readonly local: FieldDescriptor | undefined;
  readonly remote: FieldDescriptor | undefined;
}

/** Fields a join takes that its upstream does not serve, or not as this type. */
export function missingFieldProblems(
  product: ProductDescriptor,
  join: JoinDescriptor,
  upstream: ProductDescriptor,
): readonly string[] {
  return takenFields(product, join, upstream).flatMap(({ mine, theirs, local, remote }) => {
    if (remote === undefined) return [`${mine} is taken from ${theirs}, which there is not`];
    if (local === undefined || canonicalJson(local.type) === canonicalJson(remote.type)) return [];
    return [`${mine} is ${fieldTypeText(local.type)}, but ${theirs} is ${fieldTypeText(remote.type)}`];
  });
}

/** Fields a join takes that are personal there and not here: classification travels along lineage. */
export function exposedFieldProblems(
  product: ProductDescriptor,
  join: JoinDescriptor,
  upstream: ProductDescriptor,
): readonly string[] {
  return takenFields(product, join, upstream).flatMap(({ mine, theirs, local, remote }) =>
    remote?.classification === "personal" && local?.classification !== "personal"
      ? [`${mine} derives from ${theirs}, which is personal, and must be personal`]
      : [],
  );
}

function takenFields(
  product: ProductDescriptor,
  join: JoinDescriptor,
  upstream: ProductDescriptor,
): readonly Taken[] {
  const ref = productRef(product.name, product.major);
  return Object.entries(join.take).map(([local, remote]) => ({
    mine: `${ref}.${local}`,
    theirs: `${join.product}.${remote}`,
    local: product.fields.find(({ name }) => name === local),
    remote: upstream.fields.find(({ name }) => name === remote),
  }));
}
