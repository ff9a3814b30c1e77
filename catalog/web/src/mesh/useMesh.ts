import { keepPreviousData, queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { TypedDocumentString } from "../generated/graphql.ts";
import { useSession, useSessionStore } from "../session/SessionProvider.tsx";
import { readerKey } from "../session/session.ts";
import { ask } from "./ask.ts";

/** How a question is asked. */
export interface MeshOptions {
  /** Whether the last answer stays on the screen while the next one is under way. */
  readonly keep?: boolean;
  /** Asks again so often, in milliseconds. */
  readonly everyMs?: number;
  readonly enabled?: boolean;
}

/** Asks the mesh and keeps the answer up to date, apart for each reader and purpose. */
export function useMesh<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  { keep = false, everyMs, enabled = true }: MeshOptions = {},
): UseQueryResult<Data> {
  const store = useSessionStore();
  const { session } = useSession();
  return useQuery(
    queryOptions({
      queryKey: [readerKey(session), String(document), variables],
      queryFn: ({ signal }) => ask(document, variables, { session: store, send: fetch, signal }),
      enabled: enabled && session.kind === "signedIn",
      ...(keep && { placeholderData: keepPreviousData }),
      ...(everyMs !== undefined && { refetchInterval: everyMs }),
    }),
  );
}
