import { ChevronDown, type LucideIcon } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { Button } from "../ui/Button.tsx";
import styles from "./Menu.module.css";

/** A button that opens a panel below it. What is in the panel exists only while it is open. */
export function Menu({
  label,
  icon: Icon,
  id: openerId,
  children,
}: {
  label: string;
  icon: LucideIcon;
  id?: string;
  /** Gets the id of the panel, for buttons in it to close it (`popoverTarget`). */
  children: (panel: string) => ReactNode;
}) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  // Esc closes the panel; for the page it means something else.
  const pressed = (event: KeyboardEvent) => {
    if (isOpen && event.key === "Escape") event.stopPropagation();
  };
  return (
    <div role="presentation" className={styles["menu"]} onKeyDown={pressed}>
      <Button
        id={openerId}
        small
        className={styles["opener"]}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
      >
        <Icon aria-hidden size={15} />
        {label}
        <ChevronDown aria-hidden size={14} />
      </Button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={styles["panel"]}
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        {isOpen && children(id)}
      </div>
    </div>
  );
}
