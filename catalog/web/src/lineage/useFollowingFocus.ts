import { useLocation } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";

/** Gives the focus to what takes the place of the lineage that had it: whoever goes by keyboard goes on from there. */
export function useFollowingFocus(take: () => void): void {
  const { state } = useLocation();
  const isFollowing = state.fromLineage === true;
  const taken = useEffectEvent(take);
  useEffect(() => {
    if (isFollowing && document.activeElement === document.body) taken();
  }, [isFollowing]);
}
