import { useEffect, useEffectEvent } from "react";
import { useArrival } from "./arrival.ts";

/** Gives the focus to what takes the place of the lineage that had it: whoever goes by keyboard goes on from there. */
export function useFollowingFocus(take: () => void): void {
  const { isFollowUp } = useArrival();
  const taken = useEffectEvent(take);
  useEffect(() => {
    if (isFollowUp && document.activeElement === document.body) taken();
  }, [isFollowUp]);
}
