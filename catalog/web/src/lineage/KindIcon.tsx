import { BrainCircuit, Database, type LucideIcon, ScrollText } from "lucide-react";
import type { LineageNodeKind } from "../generated/graphql.ts";

const ICONS: Readonly<Record<LineageNodeKind, LucideIcon>> = {
  PRODUCT: Database,
  LOG: ScrollText,
  MODEL: BrainCircuit,
};

/** The sign of a kind of node, beside its word. */
export function KindIcon({ kind, ...rest }: { kind: LineageNodeKind; size: number; className?: string }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden {...rest} />;
}
