import type { CatalogState, RegisteredSubgraph } from "../state/index.ts";
import type { Registration } from "./registration.ts";

/** Why these subgraphs together make no mesh; nothing when they make one. */
export type Composes = (subgraphs: readonly RegisteredSubgraph[]) => Promise<readonly string[]>;

/**
 * Why a registration does not compose with those of the other contexts. What is wrong among the others is not held
 * against it: a problem that is there without it and is there now, before it is recorded.
 */
export async function compositionProblems(
  state: CatalogState,
  { context, sdl }: Registration,
  composes: Composes,
): Promise<readonly string[]> {
  const registered = registeredSubgraphs(state);
  const others = registered.filter(({ name }) => name !== context.name);
  const problems = await composes(
    inOrder([...others, { name: context.name, sdl, products: context.products }]),
  );
  if (problems.length === 0) return [];
  const without = await composes(others);
  const before = others.length === registered.length ? without : await composes(registered);
  return problems.filter((problem) => !without.includes(problem) || !before.includes(problem));
}

function registeredSubgraphs({ contexts, products }: CatalogState): readonly RegisteredSubgraph[] {
  const served = [...products.values()].filter(({ status }) => status !== "RETIRED");
  return inOrder(
    [...contexts.values()].map(({ name, sdl }) => ({
      name,
      sdl,
      products: served
        .filter(({ descriptor }) => descriptor.context === name)
        .map(({ descriptor }) => descriptor),
    })),
  );
}

/** As they are composed: the same subgraphs are to have the same problems. */
const inOrder = (subgraphs: readonly RegisteredSubgraph[]): readonly RegisteredSubgraph[] =>
  subgraphs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
