import DataLoader from "dataloader";
import type { ProductCut } from "../../cut/index.ts";
import type { ProductReader } from "../../postgres/read/index.ts";
import type { Row } from "../../product/index.ts";

interface Wanted {
  readonly key: string;
  readonly fields: readonly string[];
}

/**
 * Loads rows by key for one request: what is asked for in the same tick is read by one statement, with all fields
 * that any of it needs. Nothing is kept, since a later selection may need other fields.
 */
export function rowLoader(
  reader: ProductReader,
  cut?: ProductCut,
): (key: string, fields: readonly string[]) => Promise<Row | null> {
  const loader = new DataLoader<Wanted, Row | null>(
    async (wanted) => {
      const keys = [...new Set(wanted.map(({ key }) => key))].filter(isStorable);
      const fields = [...new Set(wanted.flatMap((each) => each.fields))];
      const rows = keys.length === 0 ? new Map<string, Row>() : await reader.byKeys(keys, fields, cut);
      return wanted.map(({ key }) => rows.get(key) ?? null);
    },
    { cache: false },
  );
  return (key, fields) => loader.load({ key, fields });
}

/** No row has a key that PostgreSQL cannot hold, so there is nothing to ask it. */
export const isStorable = (key: string): boolean => !key.includes("\u0000") && key.isWellFormed();
