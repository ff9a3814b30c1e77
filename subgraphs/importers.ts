import type { OfferedEvent } from "@datamesh/kernel";
import { readBpi2012 } from "./lending/importers/bpi2012.ts";

/** File formats that contexts can import, by context and name; each reads one line as an event. */
export const IMPORTERS: Readonly<Record<string, Readonly<Record<string, (line: string) => OfferedEvent>>>> =
  Object.freeze({
    lending: Object.freeze({ bpi2012: readBpi2012 }),
  });
