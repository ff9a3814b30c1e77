import type { DataProduct, Row } from "./dataProduct.ts";
import type { Input, JoinInput } from "./input.ts";

type EventsInput = Exclude<Input<Row>, JoinInput>;

/** The types of events that the folds of a product consume, sorted. */
export const consumedTypes = (product: Pick<DataProduct, "from">): readonly string[] =>
  [...new Set(product.from.flatMap((input) => (input.kind === "join" ? [] : typesOf(input))))].toSorted();

const typesOf = (input: EventsInput): readonly string[] =>
  input.kind === "fold" ? input.of : input.event.types;

/** The product as it would be if none of its folds consumed these types of events. */
export function withoutTypes(product: DataProduct, types: readonly string[]): DataProduct {
  const from = product.from.flatMap((input): readonly Input<Row>[] => {
    if (input.kind === "join") return [input];
    const rest = typesOf(input).filter((type) => !types.includes(type));
    if (rest.length === 0) return [];
    const narrowed = { ...input, event: { ...input.event, types: rest } };
    return [narrowed.kind === "fold" ? { ...narrowed, of: rest } : narrowed];
  });
  return { ...product, from };
}
