import { searchOneOf } from "../../app/searchText.ts";

const WINDOWS = ["H1", "H24", "D30"] as const;
export type Window = (typeof WINDOWS)[number];

/** What of the SLA is shown, as the address has it. */
export interface SlaSearch {
  readonly window?: Window;
}

/** Reads it; what is not understood is left out. */
export function readSlaSearch(search: Readonly<Record<string, unknown>>): SlaSearch {
  return { window: searchOneOf(search["window"], WINDOWS) };
}

/** The windows and their names for people. */
export const WINDOW_NAMES: Readonly<Record<Window, string>> = {
  H1: "last hour",
  H24: "last 24 hours",
  D30: "last 30 days",
};
