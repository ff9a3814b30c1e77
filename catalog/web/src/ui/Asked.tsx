import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problem } from "./Problem.tsx";
import { Skeleton } from "./Skeleton.tsx";

/** What was asked for once it is there; until then its outline, or why it is not. */
export function Asked<Data>({
  query,
  waiting = <Skeleton />,
  children,
}: {
  query: UseQueryResult<Data>;
  waiting?: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return waiting;
}
