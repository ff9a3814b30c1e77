import { useNow } from "./useNow.ts";
import { exactTime, relativeTime } from "./relativeTime.ts";

/** How long ago something was, and exactly when on hover. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exactTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}
