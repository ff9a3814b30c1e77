import { classes } from "../../ui/classes.ts";
import { type FieldKey, nameOfField, shortNameOfField } from "../graph/fieldGraph.ts";
import { type FieldPath, isOnPath } from "../graph/fieldPath.ts";
import { useLineageActions } from "../lineageActions.ts";
import styles from "./LineageBox.module.css";
import { fieldId } from "./pictureFocus.ts";

/** The fields of a node; each lights its path, or puts it out. */
export function BoxFields({
  fields,
  path,
  isCurrent,
}: {
  fields: readonly FieldKey[];
  path: FieldPath | undefined;
  isCurrent: boolean;
}) {
  const { light } = useLineageActions();
  return (
    <ul className={styles["fields"]}>
      {fields.map((field) => {
        const isLit = path !== undefined && isOnPath(path, field);
        const isChosen = path?.field === field;
        return (
          <li key={field}>
            <button
              type="button"
              id={fieldId(field)}
              data-field={field}
              tabIndex={isCurrent ? 0 : -1}
              aria-pressed={isChosen}
              title={nameOfField(field)}
              onClick={() => light(isChosen ? undefined : field)}
              className={classes(styles["field"], isLit && styles["fieldLit"], isChosen && styles["chosen"])}
            >
              {shortNameOfField(field)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
