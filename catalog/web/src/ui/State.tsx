import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./State.module.css";

/** What stands in place of what is not there: nothing found, denied, out of reach. */
export function State({
  icon: Icon,
  title,
  children,
  actions,
  alert = false,
  isPage = false,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  alert?: boolean;
  /** Whether it is all there is on the page. */
  isPage?: boolean;
}) {
  return (
    <div className={styles["state"]} role={alert ? "alert" : undefined}>
      <Icon aria-hidden size={28} strokeWidth={1.5} />
      {isPage ? <h1 className={styles["title"]}>{title}</h1> : <p className={styles["title"]}>{title}</p>}
      {children !== undefined && <div className={styles["text"]}>{children}</div>}
      {actions !== undefined && <div className={styles["actions"]}>{actions}</div>}
    </div>
  );
}
