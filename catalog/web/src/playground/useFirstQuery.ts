import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { ask, type Asking } from "../mesh/ask.ts";
import { MeshError } from "../mesh/meshError.ts";
import { readRef } from "../product/productRef.ts";
import { useSession, useSessionStore } from "../session/SessionProvider.tsx";
import { readerKey } from "../session/session.ts";
import type { Draft } from "./editorProtocol.ts";
import { firstQuery, type QueriedProduct } from "./firstQuery.ts";
import { QueriedProductShape } from "./playground.query.ts";
import type { Schema } from "./useSchema.ts";

/** Writes a first query for products whenever it is wanted, once the schema is there; answers with why it cannot. */
export function useFirstQuery(
  refs: readonly string[],
  known: Schema | undefined,
  { isWanted, onWritten }: { isWanted: boolean; onWritten: (draft: Draft) => void },
): Error | null {
  const store = useSessionStore();
  const { session } = useSession();
  const { data, error } = useQuery({
    queryKey: [readerKey(session), "queried", refs],
    queryFn: ({ signal }) =>
      Promise.all(refs.map((ref) => productOf(ref, { session: store, send: fetch, signal }))),
    enabled: isWanted && refs.length > 0 && session.kind === "signedIn",
  });
  const written = useEffectEvent(onWritten);
  useEffect(() => {
    if (isWanted && data !== undefined && known !== undefined)
      written({ query: firstQuery(known.schema, data), variables: "" });
  }, [isWanted, data, known]);
  return isWanted ? error : null;
}

async function productOf(ref: string, asking: Asking): Promise<QueriedProduct> {
  const key = readRef(ref);
  const { dataProduct } = key === undefined ? {} : await ask(QueriedProductShape, key, asking);
  if (!dataProduct) throw new MeshError("notFound", `There is no product ${ref}.`);
  return dataProduct;
}
