import { createHash } from "node:crypto";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";

/** A relation's content that is to be compared, and by what its rows are named. */
export interface Compared {
  readonly table: string;
  /** Column that names a row; unquoted. */
  readonly key: string;
  /** Everything that counts, the key included; unquoted. */
  readonly columns: readonly string[];
  /** Which rows: those whose value in this column is greater than one number and at most another. */
  readonly within?: { readonly column: string; readonly after: number; readonly upTo: number };
}

/** Fingerprints of the parts of a relation, by the number of the part. */
export interface Digest {
  readonly rows: number;
  readonly parts: ReadonlyMap<number, string>;
}

const PARTS = 256;

/**
 * Reads a relation as it lies and digests it in parts, each by its count and the sums of two 64-bit hashes of every
 * row, so that order does not matter and a difference is found where it is.
 */
export async function readDigest(connection: Queryable, compared: Compared): Promise<Digest> {
  const row = rowOf(compared);
  const rows = await connection.query({
    text: `select ${partOf(compared)} as part, count(*) as rows,
             sum(hash_record_extended(${row}, 1)::numeric) as one, sum(hash_record_extended(${row}, 2)::numeric) as two
           from ${compared.table} where ${conditionOf(compared)} group by 1 order by 1`,
  });
  return {
    rows: rows.reduce((sum, each) => sum + Number(each["rows"]), 0),
    parts: new Map(
      rows.map((each) => [Number(each["part"]), `${each["rows"]} ${each["one"]} ${each["two"]}`] as const),
    ),
  };
}

/** One digest of 32 hex digits over several relations. */
export function digestText(digests: readonly Digest[]): string {
  const text = digests.map(({ parts }) => [...parts].map(([part, sums]) => `${part} ${sums}`).join("\n"));
  return createHash("sha256").update(text.join("\n\n")).digest("hex").slice(0, 32);
}

/** The parts that are not the same in both. */
export function differingParts(left: Digest, right: Digest): readonly number[] {
  const parts = new Set([...left.parts.keys(), ...right.parts.keys()]);
  return [...parts]
    .filter((part) => left.parts.get(part) !== right.parts.get(part))
    .toSorted((a, b) => a - b);
}

/** The rows of a part by key, each as its columns print. */
export async function readPart(
  connection: Queryable,
  compared: Compared,
  part: number,
): Promise<ReadonlyMap<string, Readonly<Record<string, string | null>>>> {
  const columns = compared.columns.map(identifier).join(", ");
  const rows = await connection.query({
    text: `select ${identifier(compared.key)}::text as compared_key, ${columns} from ${compared.table}
           where ${conditionOf(compared)} and ${partOf(compared)} = $1`,
    values: [part],
  });
  return new Map(rows.map(({ compared_key: key, ...values }) => [key ?? "", values] as const));
}

const rowOf = ({ columns }: Compared): string => `row(${columns.map(identifier).join(", ")})`;

const partOf = ({ key }: Compared): string => `abs(hashtextextended(${identifier(key)}::text, 0) % ${PARTS})`;

function conditionOf({ within }: Compared): string {
  if (within === undefined) return "true";
  const column = identifier(within.column);
  return `${column} > ${Number(within.after)} and ${column} <= ${Number(within.upTo)}`;
}
