import { pick, useGraphiQL } from "@graphiql/react";
import { useEffect, useEffectEvent } from "react";
import type { EditorTabs } from "./reportEdits.ts";

/** Reports what is written once the editor is there; GraphiQL itself tells of later changes only. */
export function useFirstReport(report: (tabs: EditorTabs) => void): void {
  const { queryEditor, tabs, activeTabIndex } = useGraphiQL(pick("queryEditor", "tabs", "activeTabIndex"));
  const isThere = queryEditor !== undefined;
  const reportFirst = useEffectEvent(() => report({ tabs, activeTabIndex }));
  useEffect(() => {
    if (isThere) reportFirst();
  }, [isThere]);
}
