import type { RecordedEvent } from "../event/event.ts";
import type { DataProduct, Row } from "../product/dataProduct.ts";
import { eventValue } from "../product/eventValue.ts";
import type { Input } from "../product/input.ts";

/**
 * The keys of the rows that an event concerns, as far as they can be told without the rows themselves: an accumulating
 * fold names them, and may yet answer others. Throws what the product's code throws.
 */
export function keysOf(product: DataProduct, event: RecordedEvent): ReadonlySet<string> {
  const inputs = product.from.filter(
    (input) => input.kind !== "join" && input.event.types.includes(event.type),
  );
  return new Set(inputs.flatMap((input) => namedBy(product, input, event)));
}

function namedBy(product: DataProduct, input: Input<Row>, event: RecordedEvent): readonly string[] {
  switch (input.kind) {
    case "join":
      return [];
    case "fold": {
      const key = input.of.includes(event.type) ? eventValue(event, input.key) : undefined;
      return typeof key === "string" && key !== "" ? [key] : [];
    }
    case "accumulate": {
      const named = input.key(event);
      return named === undefined ? [] : typeof named === "string" ? [named] : named;
    }
    case "events": {
      const change = input.fold(event);
      const changes = (Array.isArray(change) ? change : [change ?? []].flat()) as readonly Row[];
      return changes.map((each) => String(each["removed"] ?? each[product.key]));
    }
  }
}
