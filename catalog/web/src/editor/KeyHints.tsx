import { isMacOs } from "@graphiql/react";
import { Shortcut } from "../ui/Shortcut.tsx";
import styles from "./KeyHints.module.css";
import { useTabLeaves } from "./useTabLeaves.ts";

/** The keys one has to know here, above all the one that lets Tab leave the editor (WCAG 2.2, 2.1.2). */
export function KeyHints() {
  const leaves = useTabLeaves();
  return (
    <p className={styles["hints"]}>
      <span>
        <Shortcut keys={["Mod", "Enter"]} /> runs
      </span>
      <span className={styles["tab"]}>
        <Shortcut keys={[isMacOs ? "⌃" : "Ctrl", "M"]} />{" "}
        <span aria-live="polite">
          {leaves ? "Tab leaves the editor; again, and it indents" : "lets Tab leave the editor"}
        </span>
      </span>
      <span>
        <Shortcut keys={["F1"]} /> all commands
      </span>
    </p>
  );
}
