import { Link, useLocation } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { moveFocus } from "../ui/moveFocus.ts";
import styles from "./ProductTabs.module.css";

const TABS = [
  { to: "/products/$ref", label: "Overview" },
  { to: "/products/$ref/schema", label: "Schema" },
  { to: "/products/$ref/lineage", label: "Lineage" },
  { to: "/products/$ref/sla", label: "SLA" },
  { to: "/products/$ref/access", label: "Access and privacy" },
  { to: "/products/$ref/versions", label: "Versions" },
  { to: "/products/$ref/replay", label: "Replay" },
] as const;

/** The pages of a product. Each has an address of its own; the arrow keys go from one to the next. */
export function ProductTabs({ reference }: { reference: string }) {
  const list = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    list.current
      ?.querySelector("[aria-current=page]")
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  const pressed = (event: KeyboardEvent) => moveFocus(event, list.current, "a", ["ArrowLeft", "ArrowRight"]);
  return (
    <nav ref={list} aria-label={`Pages of ${reference}`} className={styles["tabs"]} onKeyDown={pressed}>
      {TABS.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          params={{ ref: reference }}
          activeOptions={{ exact: true, includeSearch: false }}
          className={styles["tab"]}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
