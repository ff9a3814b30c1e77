import { Button } from "../ui/Button.tsx";
import { Segments } from "../ui/Segments.tsx";
import { EVERYTHING, NEAREST } from "./graph/expansion.ts";
import type { FieldGraph } from "./graph/fieldGraph.ts";
import { FieldChoice } from "./field/FieldChoice.tsx";
import styles from "./LineageToolbar.module.css";
import type { LineageView } from "./useLineageView.ts";

/** How the lineage is looked at. */
export function LineageToolbar({
  root,
  fields,
  view: { level, as, lit, change },
}: {
  root: string;
  fields: Pick<FieldGraph, "edges">;
  view: LineageView;
}) {
  return (
    <div className={styles["toolbar"]}>
      {level === "field" && (
        <FieldChoice node={root} fields={fields} lit={lit} onChoose={(field) => change({ lit: field })} />
      )}
      <Segments
        label="Level"
        value={level}
        options={[
          ["product", "Products"],
          ["field", "Fields"],
        ]}
        onChange={(chosen) => change({ level: chosen, ...(chosen === "product" && { lit: undefined }) })}
      />
      <Segments
        label="Shown as"
        value={as}
        options={[
          ["graph", "Graph"],
          ["table", "Table"],
        ]}
        onChange={(chosen) => change({ as: chosen })}
      />
      <Button onClick={() => change({ expansion: EVERYTHING })}>Expand all</Button>
      <Button onClick={() => change({ expansion: NEAREST })}>Fold</Button>
    </div>
  );
}
