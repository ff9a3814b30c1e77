import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problem } from "./Problem.tsx";
import { Skeleton } from "./Skeleton.tsx";
import { Stale } from "./Stale.tsx";

/** What was asked for once it is there; until then its outline, or why it is not. */
export function Asked<Data>({
  query,
  waiting = <Skeleton />,
  tellsStale = false,
  children,
}: {
  query: UseQueryResult<Data>;
  waiting?: ReactNode;
  /** Whether it is said that what is shown could not be asked for again: once on a page is enough. */
  tellsStale?: boolean;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) {
    return (
      <>
        {tellsStale && query.isRefetchError && <Stale since={query.dataUpdatedAt} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return waiting;
}
