import styles from "./Shortcut.module.css";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A key, as it is called on this machine: `Mod` is Cmd on a Mac and Ctrl elsewhere. */
export function Shortcut({ keys }: { keys: readonly string[] }) {
  return (
    <span aria-hidden className={styles["keys"]}>
      {keys.map((key) => (
        <kbd key={key}>{key === "Mod" ? (isMac ? "⌘" : "Ctrl") : key}</kbd>
      ))}
    </span>
  );
}
