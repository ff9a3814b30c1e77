import type { Fetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { useState } from "react";
import type { Draft, ToPage } from "../playground/editorProtocol.ts";
import { CarryOut } from "./CarryOut.tsx";
import type { EditorState } from "./editorState.ts";
import { THEME_NAMES } from "./editorThemes.ts";
import { EditorTheme } from "./EditorTheme.tsx";
import { KeyHints } from "./KeyHints.tsx";
import styles from "./QueryEditor.module.css";
import { reportEdits } from "./reportEdits.ts";

/**
 * GraphiQL, as the page wants it: no headers, since the page knows who asks; what it keeps ends with the browser's tab;
 * the page shows what is answered.
 */
export function QueryEditor({
  state: { isDark, introspection, opened, runs },
  start,
  fetcher,
  send,
}: {
  state: EditorState;
  start: Draft | null;
  fetcher: Fetcher;
  send: (message: ToPage) => void;
}) {
  const [report] = useState(() => reportEdits(send));
  return (
    <GraphiQL
      fetcher={fetcher}
      // `null` keeps GraphiQL from asking for the schema itself.
      schema={introspection ?? null}
      storage={sessionStorage}
      initialQuery={start?.query}
      initialVariables={start?.variables}
      defaultQuery=""
      isHeadersEditorEnabled={false}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      forcedTheme={isDark ? "dark" : "light"}
      editorTheme={THEME_NAMES}
      onTabChange={report}
    >
      <GraphiQL.Logo> </GraphiQL.Logo>
      <EditorTheme isDark={isDark} />
      <CarryOut opened={opened} runs={runs} report={report} />
      <h1 className={styles["title"]}>Query editor</h1>
      <KeyHints />
    </GraphiQL>
  );
}
