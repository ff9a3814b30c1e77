import styles from "./LineagePicture.module.css";

/** Stands where the graph will be, as high as it will be. */
export function PictureSkeleton() {
  return (
    <div role="status" aria-label="Loading the lineage" className={styles["skeleton"]}>
      {[2, 1, 3].map((boxes) => (
        <div key={boxes} className={styles["layer"]}>
          {Array.from({ length: boxes }, (_, index) => (
            <span key={index} />
          ))}
        </div>
      ))}
    </div>
  );
}
