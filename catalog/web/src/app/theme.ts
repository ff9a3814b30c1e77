/** How the pages look: as the system has it, light or dark. */
export type Theme = "system" | "light" | "dark";

/** The event of the window that tells that the theme was changed here. */
export const THEME_CHANGED = "datamesh:theme";

const KEPT = "datamesh:theme";
const ORDER: readonly Theme[] = ["system", "light", "dark"];

/** The theme in use; `theme.js` put it there before anything was drawn. */
export function currentTheme(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return ORDER.find((each) => each === theme) ?? "system";
}

/** The one after it. */
export const nextTheme = (theme: Theme): Theme =>
  ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? "system";

/** Uses a theme from now on, in this browser. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  if (theme === "system") localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, theme);
  window.dispatchEvent(new Event(THEME_CHANGED));
}

/** Whether the pages are dark now, whoever decided it. */
export function isDark(): boolean {
  const theme = currentTheme();
  return theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}
