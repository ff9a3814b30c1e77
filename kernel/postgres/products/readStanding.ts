import { isoTime } from "../../isoTime.ts";
import { type ProductRef, productRef } from "../../product/names.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";

/** A process that projects a context, or waits to. */
export interface ProjectingProcess {
  /** Its host and number, as it calls itself. */
  readonly process: string;
  /** Whether it projects. */
  readonly holds: boolean;
  /** ISO 8601 in UTC. */
  readonly since: string;
}

/** How a context's products stand, and who projects them. */
export interface ContextStanding {
  readonly context: string;
  readonly projectors: readonly ProjectingProcess[];
  /** Of each product its revision, as text: `g1.c42.e0`. */
  readonly revisions: ReadonlyMap<ProductRef, string>;
}

/** Reads it, as a role that may read the context. */
export async function readStanding(connection: Queryable, context: string): Promise<ContextStanding> {
  const { projectors, productPositions } = contextNames(context);
  const processes = await connection.query({
    text: `select process, holds, since from ${projectors} order by holds desc, since, process`,
  });
  const products = await connection.query({
    text: `select product, major, generation, cut, epoch from ${productPositions}`,
  });
  return {
    context,
    projectors: processes.map((row) => ({
      process: row["process"] ?? "",
      holds: row["holds"] === "t",
      since: isoTime(row["since"] ?? ""),
    })),
    revisions: new Map(
      products.map((row) => [
        productRef(row["product"] ?? "", Number(row["major"])),
        `g${row["generation"]}.c${row["cut"]}.e${row["epoch"]}`,
      ]),
    ),
  };
}
