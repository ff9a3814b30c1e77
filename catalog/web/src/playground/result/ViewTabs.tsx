import { useRef } from "react";
import { moveFocus } from "../../ui/moveFocus.ts";
import type { ResultView } from "../playgroundSearch.ts";
import styles from "./ResultViews.module.css";

const VIEWS = [
  { view: "json", label: "JSON" },
  { view: "table", label: "Table" },
  { view: "csv", label: "CSV" },
] as const;

/** The ways to look at an answer (WAI-ARIA Authoring Practices, tabs with automatic activation). */
export function ViewTabs({
  id,
  view,
  onChoose,
}: {
  /** Each tab has this id with its view behind it; the panel with `panel`. */
  id: string;
  view: ResultView;
  onChoose: (view: ResultView) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={list}
      role="tablist"
      aria-label="Show the answer as"
      tabIndex={-1}
      className={styles["tabs"]}
      onKeyDown={(event) => moveFocus(event, list.current, "[role=tab]", ["ArrowLeft", "ArrowRight"])}
    >
      {VIEWS.map((each) => (
        <button
          key={each.view}
          type="button"
          role="tab"
          id={`${id}${each.view}`}
          aria-controls={`${id}panel`}
          aria-selected={each.view === view}
          tabIndex={each.view === view ? 0 : -1}
          className={styles["tab"]}
          onClick={() => onChoose(each.view)}
          onFocus={() => each.view !== view && onChoose(each.view)}
        >
          {each.label}
        </button>
      ))}
    </div>
  );
}
