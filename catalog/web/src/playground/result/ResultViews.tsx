import { useNavigate, useSearch } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { classes } from "../../ui/classes.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import type { ResultView } from "../playgroundSearch.ts";
import type { Finished } from "../useRun.ts";
import { CsvView } from "./CsvView.tsx";
import { csvName, csvOf } from "./csv.ts";
import { download } from "./download.ts";
import { JsonView } from "./JsonView.tsx";
import type { AnswerRead } from "./readAnswer.ts";
import styles from "./ResultViews.module.css";
import type { RowList } from "./rowLists.ts";
import { TableView } from "./TableView.tsx";
import type { WithheldField } from "./withheldFields.ts";
import { ViewTabs } from "./ViewTabs.tsx";

/** What an answer says: as a table, as JSON, as CSV. */
export function ResultViews({
  read: { lists, withheld },
  finished,
  status,
  isStale,
}: {
  read: AnswerRead;
  finished: Finished;
  status: string;
  isStale: boolean;
}) {
  const { view = "table" } = useSearch({ from: "/playground" });
  const navigate = useNavigate({ from: "/playground" });
  const [chosen, setChosen] = useState<string>();
  const id = useId();
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const list = lists.find((each) => nameOf(each) === chosen) ?? lists[0];
  const show = (next: ResultView) =>
    void navigate({ search: (now) => ({ ...now, view: next }), replace: true, resetScroll: false });
  const answer = "answer" in finished.outcome ? finished.outcome.answer : {};
  return (
    <>
      <div className={styles["bar"]}>
        <span className={styles["status"]}>{status}</span>
        {view !== "json" && lists.length > 1 && (
          <ListChoice lists={lists} chosen={list} onChoose={setChosen} />
        )}
        {view === "json" ? (
          <CopyButton label="Copy JSON" text={JSON.stringify(answer, null, 2)} />
        ) : (
          list && (
            <ExportButton list={list} withheld={withheld} operationName={finished.question.operationName} />
          )
        )}
        <ViewTabs id={id} view={view} onChoose={show} />
      </div>
      <div
        ref={setPanel}
        role="tabpanel"
        id={`${id}panel`}
        aria-labelledby={`${id}${view}`}
        // What scrolls has to be within reach of the keyboard.
        tabIndex={0}
        className={classes(styles["panel"], isStale && styles["stale"])}
      >
        {view === "json" && <JsonView answer={answer} />}
        {view === "table" && <TableView list={list} withheld={withheld} scrolled={panel} />}
        {view === "csv" && <CsvView list={list} withheld={withheld} />}
      </div>
    </>
  );
}

const nameOf = ({ path }: RowList): string => path.join(".");

function ListChoice({
  lists,
  chosen,
  onChoose,
}: {
  lists: readonly RowList[];
  chosen: RowList | undefined;
  onChoose: (name: string) => void;
}) {
  return (
    <select
      aria-label="List"
      className={styles["lists"]}
      value={chosen && nameOf(chosen)}
      onChange={({ target }) => onChoose(target.value)}
    >
      {lists.map((list) => (
        <option key={nameOf(list)} value={nameOf(list)}>
          {list.path[0]} ({list.rows.length})
        </option>
      ))}
    </select>
  );
}

function ExportButton({
  list,
  withheld,
  operationName,
}: {
  list: RowList;
  withheld: readonly WithheldField[];
  operationName: string | undefined;
}) {
  return (
    <Button
      small
      onClick={() =>
        download(csvOf(list, withheld), {
          name: csvName(operationName, list),
          type: "text/csv;charset=utf-8",
        })
      }
    >
      <Download aria-hidden size={14} />
      Export CSV
    </Button>
  );
}
