import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { openPalette } from "./paletteDialog.ts";

/** The id that a page gives its search field, for `/` to lead there. */
export const SEARCH_ID = "search";

/**
 * The keys that work everywhere: Cmd/Ctrl-K opens the palette, `/` leads to the search, Esc goes back. Keys typed into
 * a field are the field's; keys of a dialog are the dialog's.
 */
export function useShortcuts(): void {
  const router = useRouter();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        return openPalette();
      }
      if (isTyping(event) || document.querySelector("dialog[open]") !== null) return;
      if (event.key === "/") {
        event.preventDefault();
        const search = document.getElementById(SEARCH_ID);
        if (search === null) void router.navigate({ to: "/catalog" });
        else search.focus();
      }
      if (event.key === "Escape" && router.history.canGoBack()) router.history.back();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [router]);
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
