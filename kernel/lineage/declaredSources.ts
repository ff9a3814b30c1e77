import { type Aggregate, sourcePath } from "../product/aggregate.ts";
import type { DataProduct } from "../product/dataProduct.ts";
import type { FoldInput } from "../product/input.ts";
import type { FieldSources } from "./fieldSources.ts";

/** What the fields of a declarative fold come from: it stands in the declaration, so nothing has to be told from code. */
export function declaredSources(
  product: Pick<DataProduct, "key" | "fields">,
  { event, of, key, set }: FoldInput,
): FieldSources {
  const narrowed = of.length < event.types.length ? ["type"] : [];
  const sources: Record<string, readonly string[]> = { [product.key]: [`data.${key}`, ...narrowed] };
  for (const [field, aggregate] of Object.entries(set)) {
    sources[field] = [...new Set([...sourcesOf(aggregate), ...narrowed, ...rowBefore(field, aggregate)])];
  }
  return Object.fromEntries(
    Object.keys(product.fields).flatMap((field) =>
      sources[field] === undefined ? [] : [[field, sources[field]] as const],
    ),
  );
}

function sourcesOf(aggregate: Aggregate): readonly string[] {
  const own = aggregate.of === null ? [] : [sourcePath(aggregate.of)];
  return aggregate.kind === "latest" && aggregate.by === "occurredAt" ? [...own, "occurredAt"] : own;
}

/** Everything but the newest value depends on what was in the row before. */
const rowBefore = (field: string, aggregate: Aggregate): readonly string[] =>
  aggregate.kind === "latest" && aggregate.by === "position" ? [] : [`row.${field}`];
