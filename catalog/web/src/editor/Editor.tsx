import { useEffect, useReducer, useState } from "react";
import type { Connection, ToEditor, ToPage } from "../playground/editorProtocol.ts";
import { afterMessage, NOTHING_SAID } from "./editorState.ts";
import { pageFetcher } from "./pageFetcher.ts";
import { QueryEditor } from "./QueryEditor.tsx";

/** The query editor, once the page around it has said what to show. */
export function Editor({
  page,
  giveFocusBack,
}: {
  page: Connection<ToPage, ToEditor>;
  giveFocusBack: () => void;
}) {
  const [state, hear] = useReducer(afterMessage, NOTHING_SAID);
  const [{ fetcher, ended }] = useState(() => pageFetcher(page.send));
  useEffect(
    () =>
      page.listen((message) => {
        if (message.kind === "ended") ended(message.id);
        if (message.kind === "focus") giveFocusBack();
        hear(message);
      }),
    [page, ended, giveFocusBack],
  );
  useEffect(() => {
    document.documentElement.dataset["theme"] = state.isDark ? "dark" : "light";
  }, [state.isDark]);
  if (state.start === undefined) return null;
  return <QueryEditor state={state} start={state.start} fetcher={fetcher} send={page.send} />;
}
