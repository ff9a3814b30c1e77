import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { moveFocus } from "../ui/moveFocus.ts";
import styles from "./ProductRows.module.css";

/** A list of products, a row each. The arrow keys go from row to row. */
export function ProductRows({
  label,
  busy = false,
  children,
}: {
  label: string;
  busy?: boolean;
  children: ReactNode;
}) {
  const list = useRef<HTMLUListElement>(null);
  const pressed = (event: KeyboardEvent) => moveFocus(event, list.current, "a[data-row]");
  return (
    <ul ref={list} aria-label={label} aria-busy={busy} className={styles["rows"]} onKeyDown={pressed}>
      {children}
    </ul>
  );
}
