import { useEffect, useRef } from "react";
import type { Answer } from "../../mesh/ask.ts";
import { classes } from "../../ui/classes.ts";
import { highlightJson } from "./highlightJson.ts";
import styles from "./text.module.css";

/** An answer as it came. */
export function JsonView({ answer }: { answer: Answer }) {
  const text = useRef<HTMLPreElement>(null);
  const json = JSON.stringify(answer, null, 2);
  useEffect(() => {
    const node = text.current?.firstChild;
    return node instanceof Text ? highlightJson(node) : undefined;
  }, [json]);
  return (
    <pre ref={text} className={classes(styles["text"], styles["wrapped"])}>
      {json}
    </pre>
  );
}
