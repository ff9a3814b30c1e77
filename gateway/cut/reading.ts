import type { Cut } from "@datamesh/kernel/cut";

/** What an operation is read as of: a time (ISO 8601 in UTC), or what an earlier answer was read as of. */
export type AsOf =
  { readonly kind: "time"; readonly time: string } | { readonly kind: "cut"; readonly cut: Cut };

/** Which state of the products an operation asks for. Without any of it, rows are read as they are. */
export interface Reading {
  readonly asOf?: AsOf;
  /** Positions of logs, by context, that the products must have come to before they are read. */
  readonly atLeast?: Readonly<Record<string, number>>;
  /** Whether the answer is to say what it was read as of. */
  readonly cut: boolean;
}
