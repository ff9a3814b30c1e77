import { QueryClient } from "@tanstack/react-query";
import { MeshError } from "../mesh/meshError.ts";

/** Keeps answers for half a minute, and asks again only where the mesh was out of reach. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isPassing(error),
      },
    },
  });
}

const isPassing = (error: unknown): boolean => !(error instanceof MeshError) || error.kind === "unavailable";
