/** What Monaco takes for a theme. */
interface Theme {
  readonly base: "vs" | "vs-dark";
  readonly inherit: boolean;
  readonly rules: { readonly token: string; readonly foreground: string }[];
  readonly colors: Record<string, string>;
}

/** The part of Monaco that knows themes. */
interface Monaco {
  readonly editor: { readonly defineTheme: (name: string, theme: Theme) => void };
}

/** The names of the editor's themes. */
export const THEME_NAMES = { light: "datamesh-light", dark: "datamesh-dark" } as const;

/** The colours of text in the editor, for each theme, after `tokens.css`. Monaco takes no variables. */
const COLOURS = {
  light: {
    surface: "#ffffff",
    raised: "#ffffff",
    hover: "#eef1f5",
    line: "#dfe3e9",
    text: "#171b21",
    muted: "#545e6b",
    accent: "#1d56c4",
    accentSoft: "#e6eefc",
    good: "#12693a",
    warn: "#835300",
    violet: "#6a3bb3",
  },
  dark: {
    surface: "#161b22",
    raised: "#1d232c",
    hover: "#202832",
    line: "#2b333e",
    text: "#e6eaef",
    muted: "#a2adba",
    accent: "#86b1ff",
    accentSoft: "#1b2a45",
    good: "#62cf94",
    warn: "#efbb5c",
    violet: "#c3a3f7",
  },
} as const;

/** Makes the themes known to Monaco. */
export function defineThemes({ editor }: Monaco): void {
  editor.defineTheme(THEME_NAMES.light, themeOf("light", "vs"));
  editor.defineTheme(THEME_NAMES.dark, themeOf("dark", "vs-dark"));
}

function themeOf(name: keyof typeof COLOURS, base: Theme["base"]): Theme {
  const colours = COLOURS[name];
  return { base, inherit: true, colors: colorsOf(colours), rules: rulesOf(colours) };
}

type Colours = (typeof COLOURS)[keyof typeof COLOURS];

function rulesOf({ text, muted, accent, good, warn, violet }: Colours): Theme["rules"] {
  const rules = [
    ["", text],
    ["comment", muted],
    ["keyword", violet],
    ["operator", muted],
    ["delimiter", muted],
    ["key.identifier", accent],
    ["argument.identifier", warn],
    ["type.identifier", violet],
    ["string", good],
    ["number", warn],
    ["string.key.json", accent],
    ["string.value.json", good],
  ] as const;
  return rules.map(([token, foreground]) => ({ token, foreground: foreground.slice(1) }));
}

function colorsOf({
  surface,
  raised,
  hover,
  line,
  text,
  muted,
  accent,
  accentSoft,
}: Colours): Theme["colors"] {
  return {
    "editor.background": surface,
    "editor.foreground": text,
    "editorLineNumber.foreground": muted,
    // The line after the last, too.
    "editorLineNumber.dimmedForeground": muted,
    "editorLineNumber.activeForeground": text,
    "editorCursor.foreground": accent,
    "editor.selectionBackground": accentSoft,
    "editorIndentGuide.background1": line,
    "editorBracketHighlight.foreground1": muted,
    "editorBracketHighlight.foreground2": muted,
    "editorBracketHighlight.foreground3": muted,
    "editorWidget.background": raised,
    "editorWidget.border": line,
    "editorHoverWidget.background": raised,
    "editorHoverWidget.border": line,
    "editorSuggestWidget.background": raised,
    "editorSuggestWidget.border": line,
    "editorSuggestWidget.selectedBackground": accentSoft,
    "editorSuggestWidget.selectedForeground": text,
    "editorSuggestWidget.highlightForeground": accent,
    "editorSuggestWidget.focusHighlightForeground": accent,
    "list.hoverBackground": hover,
    "quickInput.background": raised,
    "input.background": surface,
    "input.border": muted,
    focusBorder: accent,
    "textLink.foreground": accent,
    "menu.background": raised,
    "menu.selectionBackground": accentSoft,
    "menu.selectionForeground": text,
  };
}
