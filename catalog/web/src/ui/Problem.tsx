import { CircleSlash2, Lock, SearchX, TimerOff, WifiOff, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { MeshError, type MeshErrorKind } from "../mesh/meshError.ts";
import { Button } from "./Button.tsx";
import { State } from "./State.tsx";

const SHOWN: Readonly<Record<MeshErrorKind, { readonly icon: LucideIcon; readonly title: string }>> = {
  denied: { icon: Lock, title: "You may not see this" },
  expired: { icon: TimerOff, title: "Your session has ended" },
  notFound: { icon: SearchX, title: "There is no such thing" },
  refused: { icon: CircleSlash2, title: "The gateway does not take this question" },
  unavailable: { icon: WifiOff, title: "This cannot be had right now" },
};

/** Why something is not shown, in the gateway's words, and what can be done. */
export function Problem({
  error,
  onRetry,
  children,
}: {
  error: unknown;
  onRetry?: () => void;
  children?: ReactNode;
}) {
  const kind = error instanceof MeshError ? error.kind : "unavailable";
  const { icon, title } = SHOWN[kind];
  const isPassing = kind === "unavailable";
  return (
    <State
      alert
      icon={icon}
      title={title}
      actions={
        <>
          {onRetry !== undefined && isPassing && <Button onClick={onRetry}>Try again</Button>}
          {children}
        </>
      }
    >
      {error instanceof MeshError ? error.message : "Something went wrong on this page."}
    </State>
  );
}
