import { Command } from "cmdk";
import { useState } from "react";
import styles from "./CommandPalette.module.css";
import { closePalette, PALETTE_ID } from "./paletteDialog.ts";
import { type PaletteChoice, useChoices } from "./useChoices.ts";

/** Goes anywhere and does anything by the keyboard: Cmd/Ctrl-K. */
export function CommandPalette() {
  const [isOpen, setOpen] = useState(false);
  return (
    <dialog
      id={PALETTE_ID}
      aria-label="Find or go to"
      className={styles["palette"]}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      closedby="any"
    >
      {isOpen && <Palette />}
    </dialog>
  );
}

function Palette() {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const choices = useChoices(text);
  const all = choices.flatMap(({ items }) => items);
  // What was chosen may be gone since more was typed.
  const value = all.some((each) => each.value === chosen) ? chosen : (all[0]?.value ?? "");
  return (
    <Command label="Find or go to" shouldFilter={false} loop value={value} onValueChange={setChosen}>
      <Command.Input
        ref={focusOnce}
        value={text}
        onValueChange={setText}
        placeholder="A product, a page, an action"
      />
      <Command.List>
        <Command.Empty>Nothing fits. Fewer letters find more.</Command.Empty>
        {choices.map(({ heading, items }) => (
          <Command.Group key={heading} heading={heading}>
            {items.map((choice) => (
              <Choice key={choice.value} choice={choice} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

const focusOnce = (field: HTMLInputElement | null): void => field?.focus();

function Choice({ choice: { value, label, about, run } }: { choice: PaletteChoice }) {
  const select = () => {
    closePalette();
    run();
  };
  return (
    <Command.Item value={value} onSelect={select}>
      <span>{label}</span>
      {about !== undefined && <small>{about}</small>}
    </Command.Item>
  );
}
