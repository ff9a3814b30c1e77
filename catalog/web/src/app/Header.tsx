import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useSession } from "../session/SessionProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { Shortcut } from "../ui/Shortcut.tsx";
import { openPalette } from "./paletteDialog.ts";
import styles from "./Header.module.css";
import { SessionMenu } from "./SessionMenu.tsx";
import { ThemeButton } from "./ThemeButton.tsx";

const PAGES = [
  { to: "/", label: "Home" },
  { to: "/catalog", label: "Catalog" },
  { to: "/playground", label: "Playground" },
] as const;

/** The head of every page: where one is, the way to search, and whose eyes one sees with. */
export function Header() {
  const { session } = useSession();
  const isIn = session.kind === "signedIn" || session.kind === "expired";
  return (
    <header className={styles["header"]}>
      <Link to="/" className={styles["brand"]} aria-label="DataMesh, home">
        <img src="/icon.svg" alt="" width="24" height="24" />
        <span>DataMesh</span>
      </Link>
      {isIn && (
        <>
          <nav aria-label="Pages" className={styles["pages"]}>
            {PAGES.map(({ to, label }) => (
              <Link key={to} to={to} activeOptions={{ exact: to === "/" }} className={styles["link"]}>
                {label}
              </Link>
            ))}
          </nav>
          <Button className={styles["find"]} onClick={openPalette} aria-haspopup="dialog">
            <Search aria-hidden size={16} />
            <span className={styles["findText"]}>Find or go to</span>
            <Shortcut keys={["Mod", "K"]} />
          </Button>
        </>
      )}
      <div className={styles["end"]}>
        {isIn && <SessionMenu />}
        <ThemeButton />
      </div>
    </header>
  );
}
