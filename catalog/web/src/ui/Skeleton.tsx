import styles from "./Skeleton.module.css";

/** Stands where lines of text will be, as high as they will be. */
export function Skeleton({
  lines = 3,
  height = "1.5rem",
  label = "Loading",
}: {
  lines?: number;
  height?: string;
  label?: string;
}) {
  return (
    <div role="status" aria-label={label} className={styles["lines"]}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={styles["line"]} style={{ blockSize: height }} />
      ))}
    </div>
  );
}
