import { useEffect, useState } from "react";
import { useAnsweredAt } from "./answeredAt.ts";

/** The name of the measure: from when the answer was there until what it tells is on the screen. */
const FIRST_PICTURE = "lineage:first-picture";

/** Measures how long the first picture, or table, took (`performance.getEntriesByName`). */
export function useFirstPicture(): void {
  const newest = useAnsweredAt();
  const [answeredAt] = useState(newest);
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      // The first callback runs before the frame is painted, the second one after.
      frame = requestAnimationFrame(() => {
        performance.measure(FIRST_PICTURE, { start: answeredAt, end: performance.now() });
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [answeredAt]);
}
