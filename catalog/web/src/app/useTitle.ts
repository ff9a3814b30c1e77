import { useEffect } from "react";

/** Names the page in the window's title, which is what a screen reader says first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · DataMesh`;
  }, [title]);
}
