import { Bookmark, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/Button.tsx";
import choice from "./Choice.module.css";
import type { Draft } from "./editorProtocol.ts";
import { Menu } from "./Menu.tsx";
import { NameForm } from "./NameForm.tsx";
import type { SavedQuery } from "./savedQueries.ts";
import styles from "./SavedMenu.module.css";
import { useSavedQueries } from "./useSavedQueries.ts";

/** Saves what is written under a name, in this browser, and opens what was saved. */
export function SavedMenu({ written, onChoose }: { written: Draft; onChoose: (draft: Draft) => void }) {
  const { queries, save, remove, rename } = useSavedQueries();
  return (
    <Menu label="Saved" icon={Bookmark}>
      {(panel) => (
        <>
          <NameForm
            // Anew with each change, so that the focus is here and not on a button that has gone.
            key={queries.map(({ name }) => name).join()}
            label="Save this query as"
            action="Save"
            onName={(name) => save({ ...written, name })}
          />
          <ul className={styles["list"]}>
            {queries.map((query) => (
              <Saved
                key={query.name}
                query={query}
                panel={panel}
                onOpen={() => onChoose(query)}
                onRemove={() => remove(query.name)}
                onRename={(name) => rename(query, name)}
              />
            ))}
          </ul>
          <p className={styles["about"]}>Saved in this browser only, variables included.</p>
        </>
      )}
    </Menu>
  );
}

function Saved({
  query: { name },
  panel,
  onOpen,
  onRemove,
  onRename,
}: {
  query: SavedQuery;
  panel: string;
  onOpen: () => void;
  onRemove: () => void;
  onRename: (name: string) => void;
}) {
  const [isNaming, setNaming] = useState(false);
  const named = (next: string) => {
    setNaming(false);
    onRename(next);
  };
  if (isNaming)
    return (
      <li>
        <NameForm label={`New name of ${name}`} action="Rename" name={name} onName={named} />
      </li>
    );
  return (
    <li className={styles["saved"]}>
      <button
        type="button"
        className={choice["choice"]}
        popoverTarget={panel}
        popoverTargetAction="hide"
        onClick={onOpen}
      >
        {name}
      </button>
      <Button kind="quiet" small aria-label={`Rename ${name}`} title="Rename" onClick={() => setNaming(true)}>
        <Pencil aria-hidden size={15} />
      </Button>
      <Button kind="quiet" small aria-label={`Delete ${name}`} title="Delete" onClick={onRemove}>
        <Trash2 aria-hidden size={15} />
      </Button>
    </li>
  );
}
