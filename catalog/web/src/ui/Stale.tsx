import { WifiOff } from "lucide-react";
import { RelativeTime } from "./RelativeTime.tsx";
import styles from "./Stale.module.css";

/** Says that what stands below could not be asked for again. `since` in milliseconds since the epoch. */
export function Stale({ since }: { since: number }) {
  return (
    <p role="status" className={styles["stale"]}>
      <WifiOff aria-hidden size={16} />
      <span>
        The gateway does not answer. This is how it was <RelativeTime at={new Date(since).toISOString()} />.
      </span>
    </p>
  );
}
