import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Draft } from "./editorProtocol.ts";
import { isSameDraft, searchDraft, withDraft } from "./playgroundSearch.ts";
import type { EditorConnection } from "./useEditor.ts";

/** What is written in the editor, and the ways to change it. */
export interface Written {
  /** As the editor last told; undefined until it has. */
  readonly draft: Draft | undefined;
  /** To be called when the editor tells of a change. */
  readonly edited: (draft: Draft) => void;
  /** Shows a draft in the editor. */
  readonly show: (draft: Draft) => void;
  /** The same, for one that has nothing to do with the products that were chosen; one can go back from it. */
  readonly open: (draft: Draft) => void;
  /** Has a first query written for products, as `name@major`. */
  readonly choose: (refs: readonly string[]) => void;
}

/** Browsers take only so many changes of the address in a while. */
const PAUSE_MS = 400;

/** Keeps the editor and the address at the same draft, whichever of them changes. */
export function useDraft(editor: EditorConnection | undefined): Written {
  const search = useSearch({ from: "/playground" });
  const navigate = useNavigate({ from: "/playground" });
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>();
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const inAddress = useRef(useState(() => searchDraft(search))[0]);
  const { query, variables } = search;

  useEffect(() => {
    const next = searchDraft({ query, variables });
    if (next === null || isSameDraft(inAddress.current, next)) return;
    inAddress.current = next;
    editor?.send({ kind: "open", draft: next });
  }, [editor, query, variables]);
  useEffect(() => () => clearTimeout(pause.current), []);

  const show = (next: Draft) => editor?.send({ kind: "open", draft: next });
  const put = (next: Draft) => {
    // Whoever has left for a page that is still loading is not fetched back.
    if (router.latestLocation.pathname !== "/playground") return;
    inAddress.current = next;
    void navigate({ search: (now) => withDraft(now, next), replace: true, resetScroll: false });
  };
  return {
    draft,
    edited: (next) => {
      setDraft(next);
      clearTimeout(pause.current);
      pause.current = setTimeout(() => put(next), PAUSE_MS);
    },
    show,
    open: (next) => {
      show(next);
      clearTimeout(pause.current);
      inAddress.current = next;
      void navigate({ search: ({ view }) => withDraft({ view }, next), resetScroll: false });
    },
    choose: (refs) => {
      clearTimeout(pause.current);
      inAddress.current = null;
      const product = refs.length === 0 ? undefined : refs.join(",");
      void navigate({
        search: ({ view }) => ({ ...(product && { product }), ...(view && { view }) }),
        resetScroll: false,
      });
    },
  };
}
