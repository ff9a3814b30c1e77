import { BrainCircuit, Database, type LucideIcon, ScrollText } from "lucide-react";
import type { LineageNodeKind } from "../generated/graphql.ts";

/** How kinds of nodes are called and drawn. */
export const KINDS: Readonly<Record<LineageNodeKind, { readonly icon: LucideIcon; readonly word: string }>> =
  {
    PRODUCT: { icon: Database, word: "product" },
    LOG: { icon: ScrollText, word: "event log" },
    MODEL: { icon: BrainCircuit, word: "model" },
  };
