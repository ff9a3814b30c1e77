import styles from "./LineagePicture.module.css";

/** What the keys do and what dashes mean; not where nobody has a keyboard. */
export function PictureHelp({ level }: { level: "product" | "field" }) {
  const dashes =
    level === "field" ? "that something happened, or what cannot be told" : "a model named by rows";
  return (
    <p className={styles["help"]}>
      <span>
        Arrow keys go from node to node, <kbd>Enter</kbd> opens, <kbd>Space</kbd> unfolds, <kbd>−</kbd> folds.
        Drag to move, <kbd>Ctrl</kbd> and the wheel to zoom.
      </span>
      <span>Broken lines: {dashes}.</span>
    </p>
  );
}
