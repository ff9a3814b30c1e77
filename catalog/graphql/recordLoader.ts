import { MeshError } from "@datamesh/kernel";
import { productRef } from "@datamesh/kernel/product";
import DataLoader from "dataloader";
import type { DataSource } from "typeorm";
import type { ProductKey, ReadRecords } from "../read/index.ts";

/** The newest records of which product, and how many. */
export interface RecordKey extends ProductKey {
  readonly first: number;
}

type RecordOf<Read> = Read extends ReadRecords<infer R> ? R : never;

/** Loads the records that a function reads. */
export type RecordLoader<Read> = DataLoader<RecordKey, readonly RecordOf<Read>[], string>;

/** How many records are told, at most. */
const MAX_RECORDS = 100;

/** Loads records of many products by one statement. Fails with BAD_USER_INPUT on a number out of bounds. */
export const recordLoader = <R>(
  store: DataSource,
  read: ReadRecords<R>,
): DataLoader<RecordKey, readonly R[], string> =>
  new DataLoader<RecordKey, readonly R[], string>(
    async (keys) => {
      const within = keys.filter(({ first }) => first >= 0 && first <= MAX_RECORDS);
      const wanted = new Map(within.map((key) => [refOf(key), key]));
      const most = Math.max(0, ...within.map(({ first }) => first));
      const found = await read(store, [...wanted.values()], most);
      return keys.map((key) =>
        within.includes(key) ? (found.get(refOf(key)) ?? []).slice(0, key.first) : outOfBounds(key),
      );
    },
    { cacheKeyFn: (key) => `${refOf(key)} ${key.first}` },
  );

const outOfBounds = ({ first }: RecordKey): MeshError =>
  new MeshError("BAD_USER_INPUT", `first is ${first}: 0 to ${MAX_RECORDS} records are told`);

const refOf = ({ name, major }: ProductKey) => productRef(name, major);
