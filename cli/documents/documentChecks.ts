import { MeshError } from "@datamesh/kernel";
import type { Queryable } from "@datamesh/kernel/postgres";
import { composedSupergraph } from "../../catalog/index.ts";
import type { GatewayConfig } from "../../gateway/config.ts";
import { costLimiter } from "../../gateway/limits/index.ts";
import { publicSchema } from "../../gateway/supergraph/index.ts";
import type { DocumentChecks } from "./checkDocument.ts";

/** What documents are held against: the mesh as it is composed now, and the limits of this environment. */
export async function documentChecks(
  database: Queryable,
  { limits, costs }: Pick<GatewayConfig, "limits" | "costs">,
): Promise<DocumentChecks> {
  const supergraphSdl = await composedSupergraph(database);
  if (supergraphSdl === undefined) {
    throw new MeshError(
      "UNAVAILABLE",
      "nothing is composed yet that documents could be checked against: start the mesh first",
    );
  }
  const apiSchema = publicSchema(supergraphSdl);
  const findCost = costLimiter(costs, limits);
  return {
    schema: apiSchema,
    limits,
    findCost: (operation) => findCost({ apiSchema, supergraphSdl }, operation),
  };
}
