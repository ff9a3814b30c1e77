import { type Expansion, shownAt } from "./expansion.ts";
import { type Branching, type Side, SIDES } from "./lineageGraph.ts";

/** One side of a node that is shown. */
export interface VisibleSide {
  /** How many neighbours there are. */
  readonly neighbours: number;
  /** How many of them are not shown. */
  readonly folded: number;
  /** Whether some are shown because this side is open. */
  readonly isOpen: boolean;
}

/** What is shown of what branches: nodes in the order they were reached, the root first. */
export type VisibleNodes = ReadonlyMap<string, Readonly<Record<Side, VisibleSide>>>;

/** Follows what is unfolded, from the root and from whatever else is to be shown. */
export function visibleNodes(of: Branching, expansion: Expansion, also: Iterable<string> = []): VisibleNodes {
  const reached = new Set([of.root, ...also]);
  const open = new Set<string>();
  for (const id of reached) {
    for (const side of SIDES) {
      const shown = of.neighbours(id, side).slice(0, shownAt(expansion, { of, id, side }));
      const fresh = shown.filter((each) => !reached.has(each));
      if (fresh.length > 0) open.add(`${side} ${id}`);
      for (const each of fresh) reached.add(each);
    }
  }
  return withSides(of, reached, (id, side) => open.has(`${side} ${id}`));
}

/** Just these nodes: none of their sides can be folded. */
export const onlyNodes = (of: Branching, ids: ReadonlySet<string>): VisibleNodes =>
  withSides(of, ids, () => false);

function withSides(
  of: Branching,
  ids: ReadonlySet<string>,
  isOpen: (id: string, side: Side) => boolean,
): VisibleNodes {
  const sideOf = (id: string, side: Side): VisibleSide => {
    const neighbours = of.neighbours(id, side);
    const folded = neighbours.filter((each) => !ids.has(each)).length;
    return { neighbours: neighbours.length, folded, isOpen: isOpen(id, side) };
  };
  return new Map([...ids].map((id) => [id, { up: sideOf(id, "up"), down: sideOf(id, "down") }]));
}

/** The edges both of whose ends are shown. */
export const visibleEdges = <Edge extends { readonly from: string; readonly to: string }>(
  edges: readonly Edge[],
  nodes: VisibleNodes,
): readonly Edge[] => edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
