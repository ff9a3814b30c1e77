import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { counted, duration, wholeNumber } from "../../ui/numbers.ts";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import type { ReplayProduct } from "./ReplayTab.tsx";
import styles from "./ReplayTab.module.css";

type Verification = NonNullable<ReplayProduct["lastVerification"]>;

/** What the newest verification found. */
export function Proof({ verification }: { verification: Verification | null }) {
  if (verification === null) {
    return (
      <p className={styles["proof"]}>
        <CircleDashed aria-hidden size={20} />
        Nobody has verified it yet.
      </p>
    );
  }
  const isEqual = verification.result === "EQUAL";
  const { differingRows, rows, events, position, durationMs, startedAt, digest } = verification;
  return (
    <div className={styles["proof"]} data-equal={isEqual}>
      {isEqual ? <CircleCheck aria-hidden size={20} /> : <TriangleAlert aria-hidden size={20} />}
      <div>
        <p>
          <strong>
            {isEqual
              ? "What is live is what its events say."
              : `What is live is not what its events say: ${counted(differingRows, "row")} differ.`}
          </strong>
        </p>
        <p>
          Verified <RelativeTime at={startedAt} /> at position {wholeNumber(position)}: {counted(rows, "row")}{" "}
          from {counted(events, "event")} in {duration(durationMs)}.
        </p>
        <p>
          Digest <code className={styles["digest"]}>{digest}</code>
        </p>
        <Upstreams upstreams={verification.upstreams} />
      </div>
    </div>
  );
}

function Upstreams({ upstreams }: { upstreams: Verification["upstreams"] }) {
  return upstreams.map(({ product, position, verifiedAt }) => (
    <p key={product} className={styles["muted"]}>
      Over {product} at position {wholeNumber(position)},{" "}
      {verifiedAt == null ? (
        "never verified itself"
      ) : (
        <>
          itself verified <RelativeTime at={verifiedAt} />
        </>
      )}
    </p>
  ));
}
