import { Monitor, Moon, Sun } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { applyTheme, nextTheme } from "./theme.ts";
import { useTheme } from "./useTheme.ts";

const SHOWN = {
  system: { icon: Monitor, label: "Theme: as the system has it" },
  light: { icon: Sun, label: "Theme: light" },
  dark: { icon: Moon, label: "Theme: dark" },
} as const;

/** Goes through the themes. */
export function ThemeButton() {
  const theme = useTheme();
  const { icon: Icon, label } = SHOWN[theme];
  return (
    <Button kind="quiet" onClick={() => applyTheme(nextTheme(theme))} aria-label={label} title={label}>
      <Icon aria-hidden size={18} />
    </Button>
  );
}
