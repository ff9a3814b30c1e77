import { useSyncExternalStore } from "react";
import { currentTheme, THEME_CHANGED, type Theme } from "./theme.ts";

/** The theme in use, whoever changes it. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, currentTheme);

function subscribe(listener: () => void): () => void {
  window.addEventListener(THEME_CHANGED, listener);
  return () => window.removeEventListener(THEME_CHANGED, listener);
}
