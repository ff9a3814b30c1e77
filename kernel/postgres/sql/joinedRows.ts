import type { Inputs } from "../../projection/changeFeed.ts";
import type { FeedRelations } from "../projection/feedRelation.ts";
import { relationOf } from "../projection/feedRelation.ts";
import type { FoldPlan } from "./foldPlan.ts";

/** Rows with what they take from other products as these are at a cut: a query of the rows' columns and theirs. */
export function joinedRows(rows: string, { joins }: FoldPlan, feeds: FeedRelations, cut: Inputs): string {
  if (joins.length === 0) return rows;
  const taken = joins.flatMap(({ take }, index) =>
    take.map(({ mine, theirs }) => `u${index}.${theirs.name} as ${mine.name}`),
  );
  const upstreams = joins.map(({ product, key, by }, index) => {
    const { history } = relationOf(feeds, product);
    const at = Number(cut[product]?.position ?? 0);
    return `left join (
        select h.* from (select max(position) as position from ${history} where position <= ${at} group by ${key.name}) newest
        join ${history} h on h.position = newest.position where not h.removed) u${index}
      on u${index}.${key.name} = r.${by.name}`;
  });
  return `select ${["r.*", ...taken].join(", ")} from (${rows}) r ${upstreams.join(" ")}`;
}
