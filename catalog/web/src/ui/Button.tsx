import type { ComponentProps } from "react";
import styles from "./Button.module.css";
import { classes } from "./classes.ts";

/** How much a button asks for attention. */
export type ButtonKind = "primary" | "plain" | "quiet";

/** The class of a button, for links that look like one. */
export const buttonClass = (kind: ButtonKind = "plain", small = false): string =>
  classes(styles["button"], styles[kind], small && styles["small"]);

/** A button: 44 pixels high on touch screens, visible focus. */
export function Button({
  kind = "plain",
  small = false,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { kind?: ButtonKind; small?: boolean }) {
  return <button type={type} className={classes(buttonClass(kind, small), className)} {...rest} />;
}
