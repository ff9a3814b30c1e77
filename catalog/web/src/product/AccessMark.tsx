import { EyeOff, Lock, LockOpen } from "lucide-react";
import { classes } from "../ui/classes.ts";
import styles from "./AccessMark.module.css";

/** A decision on whoever reads, and why. */
export interface Access {
  readonly effect: "ALLOW" | "MASK" | "DENY";
  readonly because: string;
}

const SHOWN = {
  ALLOW: { icon: LockOpen, word: "you may read" },
  MASK: { icon: EyeOff, word: "you see it masked" },
  DENY: { icon: Lock, word: "denied to you" },
} as const;

/** Whether whoever reads may see something; why stands on hover and for screen readers. */
export function AccessMark({ access: { effect, because } }: { access: Access }) {
  const { icon: Icon, word } = SHOWN[effect];
  return (
    <span className={classes(styles["mark"], styles[effect.toLowerCase()])} title={because}>
      <Icon aria-hidden size={15} />
      {word}
      <span className="visually-hidden">: {because}</span>
    </span>
  );
}
