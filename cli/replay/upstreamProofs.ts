import { contextNames, type Inputs, type Queryable } from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";
import type { UpstreamProof } from "@datamesh/kernel/replay";

const OWN_LOG = "events";

/** What each upstream of a cut stood at, and when it was last found equal; as the catalog's log has it. */
export async function upstreamProofs(catalog: Queryable, inputs: Inputs): Promise<readonly UpstreamProof[]> {
  const upstreams = Object.entries(inputs).filter(([input]) => input !== OWN_LOG);
  return Promise.all(
    upstreams.map(async ([product, { position }]) => ({
      product: product as ProductRef,
      position,
      verifiedAt: await lastVerified(catalog, product),
    })),
  );
}

async function lastVerified(catalog: Queryable, product: string): Promise<string | null> {
  const [row] = await catalog.query({
    text: `select data->>'startedAt' as at from ${contextNames("catalog").log}
           where event_type = 'REPLAY_RECORDED' and data->>'product' = $1
             and data->>'kind' = 'verify' and data->>'result' = 'EQUAL'
           order by seq_id desc limit 1`,
    values: [product],
  });
  return row?.["at"] ?? null;
}
