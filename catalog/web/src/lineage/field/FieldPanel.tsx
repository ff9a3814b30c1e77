import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../ui/Button.tsx";
import { counted } from "../../ui/numbers.ts";
import { type FieldGraph, nameOfField, nodeOfField, shortNameOfField } from "../graph/fieldGraph.ts";
import type { FieldPath } from "../graph/fieldPath.ts";
import type { LineageGraph } from "../graph/lineageGraph.ts";
import { derivationWords, type Piece } from "./derivationWords.ts";
import styles from "./FieldPanel.module.css";
import { Sentence } from "./Sentence.tsx";

/** How many sources or uses are told in full; the rest is counted. */
const TOLD = 12;

/** What the lit field comes from and what uses it, in words. */
export function FieldPanel({
  graph,
  fields,
  path,
  only,
  onOnly,
  onClear,
}: {
  graph: LineageGraph;
  fields: FieldGraph;
  path: FieldPath;
  /** Whether nothing but the path is shown; undefined where nothing else could be. */
  only: boolean | undefined;
  onOnly: (only: boolean) => void;
  onClear: () => void;
}) {
  const { field } = path;
  const sources = fields.into(field).map(derivationWords);
  const uses = fields.outOf(field).map(({ to }) => wordsOfUse(to));
  return (
    <section className={styles["panel"]} aria-label={`Lineage of the field ${nameOfField(field)}`}>
      <header className={styles["header"]}>
        <h3>
          <code>{shortNameOfField(field)}</code> of {nodeOfField(field)}
        </h3>
        <Button
          small
          kind="quiet"
          aria-label="Put the path out"
          title="Put the path out (Esc)"
          onClick={onClear}
        >
          <X aria-hidden size={16} />
        </Button>
      </header>
      <Sentences title="Comes from" none="Nothing that lineage tells of." sentences={sources} graph={graph} />
      <Sentences title="Is used by" none="No field of another product." sentences={uses} graph={graph} />
      <p className={styles["about"]}>
        In all {counted(path.up.size, "source")} upstream and {counted(path.down.size, "field")} downstream.
      </p>
      {only !== undefined && (
        <label className={styles["only"]}>
          <input type="checkbox" checked={only} onChange={({ target }) => onOnly(target.checked)} />
          Show nothing but this path
        </label>
      )}
    </section>
  );
}

const wordsOfUse = (field: string): readonly Piece[] => [
  { code: nameOfField(field) },
  " of ",
  { node: nodeOfField(field) },
];

function Sentences({
  title,
  none,
  sentences,
  graph,
}: {
  title: string;
  none: string;
  sentences: readonly (readonly Piece[])[];
  graph: LineageGraph;
}) {
  const items: readonly ReactNode[] = sentences
    .slice(0, TOLD)
    .map((pieces, index) => <Sentence key={index} pieces={pieces} graph={graph} />);
  return (
    <div>
      <h4>{title}</h4>
      {items.length === 0 ? (
        <p className={styles["about"]}>{none}</p>
      ) : (
        <ul>
          {items.map((item, index) => (
            <li key={index}>{item}</li>
          ))}
          {sentences.length > TOLD && <li>and {sentences.length - TOLD} more</li>}
        </ul>
      )}
    </div>
  );
}
