import { ENVELOPE_PATTERN } from "@datamesh/kernel/envelope";
import type { Check } from "@datamesh/kernel/conformance";
import { productNames } from "@datamesh/kernel/postgres";
import { columnName, type Context, type DataProduct, productRef } from "@datamesh/kernel/product";
import type { LiveMesh } from "./liveMesh.ts";

const REQUIREMENT = {
  id: "sealed-at-rest",
  level: "MUST",
  source: "GDPR art. 32(1)(a): security of processing",
  requires: "personal values and names of persons are stored in envelopes only",
} as const;

/** Rows looked at, newest first in no particular order: enough to show it, few enough for the largest product. */
const SAMPLE_ROWS = 10_000;

/** Looks at stored values of every field that is personal or names a person, as the context's role to read. */
export async function sealedAtRest({ contexts, connections }: LiveMesh): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const context of contexts) {
    const database = connections.as(context.name, "read");
    for (const product of context.products) {
      const fields = sealedFields(product);
      if (fields.length === 0) continue;
      const [row] = await database.query({ text: countOf(context, product, fields) });
      checks.push(
        checkOf(product, fields, Number(row?.["rows"]), Number(row?.["values"]), Number(row?.["bare"])),
      );
    }
  }
  return checks;
}

const sealedFields = (product: DataProduct): readonly string[] =>
  Object.entries(product.fields).flatMap(([name, { spec }]) =>
    spec.classification === "internal" ? [] : [name],
  );

function countOf(context: Context, product: DataProduct, fields: readonly string[]): string {
  const columns = fields.map((field) => `"${columnName(field)}"`);
  const { rows, history } = productNames(context.name, product.name, product.major);
  const listed = columns.join(", ");
  return `select count(distinct n) as rows, count(value) as values,
      count(*) filter (where value !~ '${ENVELOPE_PATTERN}') as bare
    from (select row_number() over () as n, stored.* from (
        (select ${listed} from ${rows} limit ${SAMPLE_ROWS}) union all
        (select ${listed} from ${history} limit ${SAMPLE_ROWS})) stored) sample
      cross join lateral unnest(array[${columns.map((column) => `${column}::text`).join(", ")}]) as value`;
}

function checkOf(
  product: DataProduct,
  fields: readonly string[],
  rows: number,
  values: number,
  bare: number,
): Check {
  const where = `of ${fields.join(", ")} in ${rows} rows and row versions`;
  return {
    ...REQUIREMENT,
    subject: productRef(product.name, product.major),
    result: bare > 0 ? "fail" : values === 0 ? "none" : "pass",
    evidence:
      bare > 0
        ? `${bare} of ${values} values ${where} are no envelopes`
        : values === 0
          ? "there are no values yet"
          : `all ${values} values ${where} are envelopes`,
  };
}
