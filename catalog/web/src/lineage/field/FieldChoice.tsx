import {
  type FieldGraph,
  type FieldKey,
  nameOfField,
  nodeOfField,
  shortNameOfField,
} from "../graph/fieldGraph.ts";
import styles from "./FieldChoice.module.css";

/** Chooses the field whose path is lit, of those of the product. */
export function FieldChoice({
  node,
  fields: { edges },
  lit,
  onChoose,
}: {
  node: string;
  fields: Pick<FieldGraph, "edges">;
  lit: FieldKey | undefined;
  onChoose: (field: FieldKey | undefined) => void;
}) {
  const own = edges.flatMap(({ from, to }) => [from, to].filter((each) => nodeOfField(each) === node));
  const choices = [...new Set([...own, ...(lit === undefined ? [] : [lit])])].toSorted();
  return (
    <label className={styles["choice"]}>
      <span>Path of</span>
      <select
        value={lit ?? ""}
        onChange={({ target }) => onChoose(target.value === "" ? undefined : target.value)}
      >
        <option value="">no field</option>
        {choices.map((field) => (
          <option key={field} value={field}>
            {nodeOfField(field) === node
              ? nameOfField(field)
              : `${shortNameOfField(field)} of ${nodeOfField(field)}`}
          </option>
        ))}
      </select>
    </label>
  );
}
