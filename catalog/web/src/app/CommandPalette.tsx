import { Command } from "cmdk";
import { useState } from "react";
import styles from "./CommandPalette.module.css";
import { closePalette, PALETTE_ID } from "./paletteDialog.ts";
import { type PaletteChoice, useChoices } from "./useChoices.ts";

/**
 * Goes anywhere and does anything by the keyboard: Cmd/Ctrl-K. The field is there before it is shown, so that the dialog
 * puts the focus into it at once and no letter that is typed is lost.
 */
export function CommandPalette() {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const toggled = (open: boolean) => {
    setOpen(open);
    if (!open) setText("");
  };
  return (
    <dialog
      id={PALETTE_ID}
      aria-label="Find or go to"
      className={styles["palette"]}
      onToggle={({ currentTarget }) => toggled(currentTarget.open)}
      closedby="any"
    >
      <Palette text={text} onType={setText} isOpen={isOpen || text !== ""} />
    </dialog>
  );
}

function Palette({
  text,
  onType,
  isOpen,
}: {
  text: string;
  onType: (text: string) => void;
  isOpen: boolean;
}) {
  const [chosen, setChosen] = useState("");
  const choices = useChoices(text, isOpen);
  const all = choices.flatMap(({ items }) => items);
  const type = (typed: string) => {
    onType(typed);
    // Who types on wants what fits best now.
    setChosen("");
  };
  const value = all.some((each) => each.value === chosen) ? chosen : (all[0]?.value ?? "");
  return (
    <Command label="Find or go to" shouldFilter={false} loop value={value} onValueChange={setChosen}>
      <Command.Input
        ref={takesFocus}
        value={text}
        onValueChange={type}
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

/** Has the dialog put the focus here when it opens, where React's `autoFocus` would do so when the page is drawn. */
const takesFocus = (field: HTMLInputElement | null): void => field?.setAttribute("autofocus", "");

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
