import { useSearch } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef } from "react";
import { draftOf } from "./examples.ts";
import { useExamples } from "./ExamplesMenu.tsx";
import type { Written } from "./useDraft.ts";

/** Shows an example to those who come with nothing, once. */
export function useWelcome({ draft, show }: Written): void {
  const { query, product } = useSearch({ from: "/playground" });
  const [example] = useExamples();
  const isDone = useRef(false);
  const isFound = draft !== undefined && example !== undefined;
  const isEmpty = draft?.query.trim() === "" && query === undefined && product === undefined;
  const welcome = useEffectEvent(() => {
    if (isEmpty && !isDone.current && example !== undefined) show(draftOf(example));
    isDone.current = true;
  });
  useEffect(() => {
    if (isFound) welcome();
  }, [isFound]);
}
