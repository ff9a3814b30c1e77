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

/** What is in one part of a relation. */
export interface Part {
  readonly rows: number;
  /** The sums of two 64-bit hashes of every row. */
  readonly sums: string;
}

/** Fingerprints of the parts of a relation, by the number of the part. */
export type Digest = ReadonlyMap<number, Part>;

const PARTS = 256;

/**
 * Reads a relation as it lies and digests it in 256 parts, each by its count and the sums of two 64-bit hashes of every
 * row, so that order does not matter and a difference is found where it is.
 */
export const readDigest = (connection: Queryable, compared: Compared): Promise<Digest> =>
  readParts(connection, compared, partOf(compared), "true", []);

/** Digests some of those parts in 256 parts of their own, so that little is read for a difference in few rows. */
export const readFineDigest = (
  connection: Queryable,
  compared: Compared,
  parts: readonly number[],
): Promise<Digest> =>
  readParts(connection, compared, finePartOf(compared), `${partOf(compared)} = any ($1::integer[])`, [parts]);

async function readParts(
  connection: Queryable,
  compared: Compared,
  part: string,
  condition: string,
  values: readonly unknown[],
): Promise<Digest> {
  const row = rowOf(compared);
  const found = await connection.query({
    text: `select ${part} as part, count(*) as rows,
             sum(hash_record_extended(${row}, 1)::numeric) as one, sum(hash_record_extended(${row}, 2)::numeric) as two
           from ${compared.table} where ${conditionOf(compared)} and ${condition} group by 1 order by 1`,
    values,
  });
  return new Map(
    found.map((each) => [
      Number(each["part"]),
      { rows: Number(each["rows"]), sums: `${each["one"]} ${each["two"]}` },
    ]),
  );
}

/** How many rows a digest is of. */
export const rowsIn = (digest: Digest): number =>
  [...digest.values()].reduce((sum, { rows }) => sum + rows, 0);

/** One digest of 32 hex digits over several relations. */
export function digestText(digests: readonly Digest[]): string {
  const text = digests.map((digest) =>
    [...digest].map(([part, { rows, sums }]) => `${part} ${rows} ${sums}`).join("\n"),
  );
  return createHash("sha256").update(text.join("\n\n")).digest("hex").slice(0, 32);
}

/** The parts that are not the same in both. */
export function differingParts(left: Digest, right: Digest): readonly number[] {
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((part) => {
      const [one, other] = [left.get(part), right.get(part)];
      return one?.rows !== other?.rows || one?.sums !== other?.sums;
    })
    .toSorted((a, b) => a - b);
}

/** The rows of some of the fine parts by key, each as its columns print. */
export async function readFineParts(
  connection: Queryable,
  compared: Compared,
  parts: readonly number[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string | null>>>> {
  const columns = compared.columns.map(identifier).join(", ");
  const rows = await connection.query({
    text: `select ${identifier(compared.key)}::text as compared_key, ${columns} from ${compared.table}
           where ${conditionOf(compared)} and ${finePartOf(compared)} = any ($1::integer[])`,
    values: [parts],
  });
  return new Map(rows.map(({ compared_key: key, ...values }) => [key ?? "", values] as const));
}

const rowOf = ({ columns }: Compared): string => `row(${columns.map(identifier).join(", ")})`;

const hashOf = ({ key }: Compared): string => `hashtextextended(${identifier(key)}::text, 0)`;

const partOf = (compared: Compared): string => `abs(${hashOf(compared)} % ${PARTS})::integer`;

/** By other bits of the hash, so that what is together in a part is apart here. */
const finePartOf = (compared: Compared): string =>
  `(${partOf(compared)} * ${PARTS} + ((${hashOf(compared)} >> 32) & ${PARTS - 1})::integer)`;

function conditionOf({ within }: Compared): string {
  if (within === undefined) return "true";
  const column = identifier(within.column);
  return `${column} > ${Number(within.after)} and ${column} <= ${Number(within.upTo)}`;
}
