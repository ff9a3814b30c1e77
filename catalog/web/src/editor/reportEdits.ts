import type { Draft, ToPage } from "../playground/editorProtocol.ts";

/** The tabs of the editor, as GraphiQL tells of them. */
export interface EditorTabs {
  readonly activeTabIndex: number;
  readonly tabs: readonly { readonly query: string | null; readonly variables?: string | null }[];
}

/** Tells the page what is written in the tab that is open, whenever that is something else than before. */
export function reportEdits(send: (message: ToPage) => void): (tabs: EditorTabs) => void {
  let last: Draft | undefined;
  return ({ tabs, activeTabIndex }) => {
    const { query, variables } = tabs[activeTabIndex] ?? { query: null };
    const draft = { query: query ?? "", variables: variables ?? "" };
    if (draft.query === last?.query && draft.variables === last.variables) return;
    last = draft;
    send({ kind: "edited", draft });
  };
}
