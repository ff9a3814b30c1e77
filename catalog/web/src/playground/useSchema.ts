import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import {
  buildClientSchema,
  getIntrospectionQuery,
  type GraphQLSchema,
  type IntrospectionQuery,
} from "graphql";
import { useMemo } from "react";
import { askRaw, type Asking } from "../mesh/ask.ts";
import { kindOfCode, MeshError } from "../mesh/meshError.ts";
import { useSession, useSessionStore } from "../session/SessionProvider.tsx";
import { readerKey } from "../session/session.ts";

/** The schema as it was introspected, and as graphql-js works with it. */
export interface Schema {
  readonly introspection: IntrospectionQuery;
  readonly schema: GraphQLSchema;
}

/** The schema that whoever reads now may ask with. */
export function useSchema(): { readonly asked: UseQueryResult<IntrospectionQuery>; readonly known?: Schema } {
  const store = useSessionStore();
  const { session } = useSession();
  const asked = useQuery({
    queryKey: [readerKey(session), "introspection"],
    queryFn: ({ signal }) => introspect({ session: store, send: fetch, signal }),
    enabled: session.kind === "signedIn",
    staleTime: 300_000,
  });
  const introspection = asked.data;
  const known = useMemo(
    () => introspection && { introspection, schema: buildClientSchema(introspection) },
    [introspection],
  );
  return { asked, known };
}

async function introspect(asking: Asking): Promise<IntrospectionQuery> {
  const { data, errors } = await askRaw({ query: getIntrospectionQuery({ descriptions: true }) }, asking);
  if (data != null && "__schema" in data) return data as unknown as IntrospectionQuery;
  const [first] = errors ?? [];
  throw new MeshError(kindOfCode(first?.extensions?.["code"]), first?.message ?? "The schema cannot be had.");
}
