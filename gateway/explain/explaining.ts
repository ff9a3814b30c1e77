import type { PlanNode } from "../engine/index.ts";

/** Requests to one subgraph on behalf of an operation. */
export interface SubgraphTime {
  readonly subgraph: string;
  readonly calls: number;
  /** All of them together, from asking to having the answer. */
  readonly milliseconds: number;
}

/** Gathers how an operation is answered while that is done, where the consumer asks to be told. */
export interface Explaining {
  /** Nothing is planned where nothing is fetched. */
  planned(plan: PlanNode | undefined): void;
  called(subgraph: string, milliseconds: number): void;
  plan(): PlanNode | undefined;
  subgraphs(): readonly SubgraphTime[];
}

/** Nothing gathered yet. */
export function explaining(): Explaining {
  let found: PlanNode | undefined;
  const times = new Map<string, SubgraphTime>();
  return {
    planned: (plan) => void (found = plan),
    called: (subgraph, milliseconds) => {
      const before = times.get(subgraph) ?? { subgraph, calls: 0, milliseconds: 0 };
      times.set(subgraph, {
        subgraph,
        calls: before.calls + 1,
        milliseconds: before.milliseconds + milliseconds,
      });
    },
    plan: () => found,
    subgraphs: () => [...times.values()],
  };
}
