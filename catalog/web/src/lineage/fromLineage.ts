declare module "@tanstack/react-router" {
  interface HistoryState {
    /** Whether one came from the lineage of another product. */
    readonly fromLineage?: boolean;
  }
}

/** The state of a history entry that was gone to from lineage. */
export const FROM_LINEAGE = Object.freeze({ fromLineage: true });
