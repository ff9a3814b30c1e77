import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { SEARCH_ID } from "../app/useShortcuts.ts";
import { Shortcut } from "../ui/Shortcut.tsx";
import styles from "./SearchField.module.css";

/** What was typed counts after this many milliseconds without another key. */
const PAUSE_MS = 200;

/** The field to look for products with. `onSearch` is told what is typed, once it pauses. */
export function SearchField({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  const [shown, setShown] = useState(value);
  if (value !== shown) {
    setShown(value);
    // What comes back is what was told, without the spaces around it: it must not take away what is being typed.
    if (value !== told.trim()) setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => {
      setTold(text);
      onSearch(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <form
      role="search"
      className={styles["search"]}
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text);
      }}
    >
      <Search aria-hidden size={20} />
      <input
        id={SEARCH_ID}
        type="search"
        aria-label="Search products"
        placeholder="Products, fields, owners, descriptions"
        autoComplete="off"
        spellCheck={false}
        value={text}
        ref={focusOnce}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
      <Shortcut keys={["/"]} />
    </form>
  );
}

/** The pages that have it are for searching, and begin in it. */
const focusOnce = (field: HTMLInputElement | null): void => field?.focus({ preventScroll: true });
