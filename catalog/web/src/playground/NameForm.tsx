import { type FormEvent, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { takeFocus } from "./takeFocus.ts";
import styles from "./SavedMenu.module.css";

/** Asks for a name. */
export function NameForm({
  label,
  action,
  name = "",
  onName,
}: {
  label: string;
  action: string;
  name?: string;
  onName: (name: string) => void;
}) {
  const [text, setText] = useState(name);
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    onName(text.trim());
    setText("");
  };
  return (
    <form className={styles["save"]} onSubmit={submitted}>
      <input
        className={styles["name"]}
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={80}
        ref={takeFocus}
        onChange={({ target }) => setText(target.value)}
      />
      <Button type="submit" kind="primary">
        {action}
      </Button>
    </form>
  );
}
