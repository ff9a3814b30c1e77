import { createContext, useContext } from "react";

/** How the lineage that is shown came onto the page. */
export interface Arrival {
  /** When its answer was there to be shown, in milliseconds of `performance.now`. */
  readonly answeredAt: number;
  /** Whether that of another product was shown before it, so that the focus went with that. */
  readonly isFollowUp: boolean;
}

const ArrivalContext = createContext<Arrival>({ answeredAt: 0, isFollowUp: false });

export const ArrivalProvider = ArrivalContext.Provider;

/** The arrival of what is shown. */
export const useArrival = (): Arrival => useContext(ArrivalContext);
