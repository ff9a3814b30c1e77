import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { buttonClass } from "../ui/Button.tsx";
import { State } from "../ui/State.tsx";

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <State
      isPage
      icon={SearchX}
      title="There is nothing here"
      actions={
        <Link to="/catalog" className={buttonClass("primary")}>
          Look in the catalog
        </Link>
      }
    >
      The address leads to no page of this mesh. A product may have been retired, or the link is incomplete.
    </State>
  );
}
