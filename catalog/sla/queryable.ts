import type { Queryable } from "@datamesh/kernel/postgres";
import type { DataSource } from "typeorm";

/** The catalog's store as what the statements of this folder run on: they answer texts, whichever client runs them. */
export const queryable = (store: DataSource): Queryable => ({
  query: ({ text, values = [] }) => store.query(text, [...values]),
});
