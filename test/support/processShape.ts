/**
 * The commands of a mesh that runs as many processes, by service: what docker-compose.yml starts and what the tests of
 * processes start are these.
 */
export const PROCESS_SHAPE = Object.freeze({
  migrate: ["migrate"],
  catalog: ["serve", "catalog"],
  "subgraph-credit-oracle": ["serve", "subgraph", "credit-oracle"],
  "subgraph-customers": ["serve", "subgraph", "customers"],
  "subgraph-lending": ["serve", "subgraph", "lending"],
  "subgraph-models": ["serve", "subgraph", "models"],
  "projector-credit-oracle": ["serve", "projector", "credit-oracle"],
  "projector-customers": ["serve", "projector", "customers"],
  "projector-lending": ["serve", "projector", "lending"],
  "projector-models": ["serve", "projector", "models"],
  gateway: ["serve", "gateway"],
} as const satisfies Readonly<Record<string, readonly string[]>>);

/** A service of that shape. */
export type ServiceName = keyof typeof PROCESS_SHAPE;
