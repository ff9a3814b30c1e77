import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/Button.tsx";
import { applyTheme, currentTheme, nextTheme, type Theme } from "./theme.ts";

const SHOWN = {
  system: { icon: Monitor, label: "Theme: as the system has it" },
  light: { icon: Sun, label: "Theme: light" },
  dark: { icon: Moon, label: "Theme: dark" },
} as const;

/** Goes through the themes. */
export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(currentTheme);
  const { icon: Icon, label } = SHOWN[theme];
  const change = () => {
    const next = nextTheme(theme);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <Button kind="quiet" onClick={change} aria-label={label} title={label}>
      <Icon aria-hidden size={18} />
    </Button>
  );
}
