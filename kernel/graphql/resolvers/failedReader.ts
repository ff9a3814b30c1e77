import type { ProductReader } from "../../postgres/read/index.ts";

/** A reader whose every read fails with this. */
export function failedReader(error: unknown): ProductReader {
  const fail = (): Promise<never> => Promise.reject(error as Error);
  const reader = {
    byKeys: fail,
    page: fail,
    count: fail,
    changes: fail,
    within: (): ProductReader => reader,
  };
  return reader;
}
