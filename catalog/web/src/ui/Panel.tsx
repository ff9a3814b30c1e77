import { type ReactNode, useId } from "react";
import styles from "./Panel.module.css";
import { ScrollArea } from "./ScrollArea.tsx";

/** A part of a page with a heading of its own; `aside` stands at the end of the heading's line. */
export function Panel({
  title,
  about,
  aside,
  flush = false,
  children,
}: {
  title: string;
  about?: ReactNode;
  aside?: ReactNode;
  /** Whether what is in it reaches the edges, as tables do. */
  flush?: boolean;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className={styles["panel"]} aria-labelledby={heading}>
      <header className={styles["header"]}>
        <div>
          <h2 id={heading}>{title}</h2>
          {about !== undefined && <p className={styles["about"]}>{about}</p>}
        </div>
        {aside}
      </header>
      {flush ? (
        <ScrollArea label={title} className={styles["flush"]}>
          {children}
        </ScrollArea>
      ) : (
        <div className={styles["body"]}>{children}</div>
      )}
    </section>
  );
}
