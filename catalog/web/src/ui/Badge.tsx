import type { ReactNode } from "react";
import styles from "./Badge.module.css";
import { classes } from "./classes.ts";

/** What a badge says of the thing it stands at; the text says it too. */
export type Tone = "neutral" | "good" | "warn" | "bad" | "accent" | "violet";

/** A short word about something. */
export function Badge({
  tone = "neutral",
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={classes(styles["badge"], styles[tone])} title={title}>
      {children}
    </span>
  );
}
