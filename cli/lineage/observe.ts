import { existsSync } from "node:fs";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import type { ProductDescriptor } from "@datamesh/kernel/product";
import { registeredProducts } from "../../catalog/index.ts";
import type { CliConfig } from "../config.ts";
import { type Connections, openConnections } from "../mesh/connections.ts";
import { withMeshDatabase } from "../mesh/withMeshDatabase.ts";
import { modelFields, type ObservedModels, observedModels } from "./observedModels.ts";

/** What a mesh's database adds to what is declared here. */
export interface Observed {
  /** Every product that is registered, those of other repositories too. */
  readonly registered: readonly ProductDescriptor[];
  readonly models: ObservedModels;
}

/** What is to be looked at. */
export interface Sought {
  /** The product whose models are sought; undefined when it is none of those declared here. */
  readonly product: ProductDescriptor | undefined;
  /** Whether contexts of the mesh are declared elsewhere. */
  readonly elsewhere: boolean;
}

const NOTHING: Observed = { registered: [], models: new Map() };

/**
 * Looks into the mesh's database, whether the mesh is up or not. Where there is no database yet, or it cannot be read,
 * nothing is observed and `tell` is told why.
 */
export async function observe(
  config: CliConfig,
  sought: Sought,
  tell: (why: string) => void,
): Promise<Observed> {
  const models = sought.product === undefined ? 0 : modelFields(sought.product).size;
  if (models === 0 && !sought.elsewhere && sought.product !== undefined) return NOTHING;
  if (!isThere(config)) {
    tell("there is no database yet, so nothing could be observed: this is what is declared");
    return NOTHING;
  }
  try {
    return await withMeshDatabase(config, async ({ mesh }) => {
      const connections = openConnections(mesh);
      try {
        return await lookInto(connections, sought);
      } finally {
        await connections.end();
      }
    });
  } catch (error) {
    tell(`nothing could be observed (${reason(error)}): this is what is declared`);
    return NOTHING;
  }
}

async function lookInto(connections: Connections, { product, elsewhere }: Sought): Promise<Observed> {
  const registered = elsewhere ? await registeredProducts(connections.as("catalog", "read")) : [];
  const models =
    product === undefined
      ? NOTHING.models
      : await observedModels(connections.as(product.context, "read"), product);
  return { registered, models };
}

/** A database of one's own is there; the embedded one is once it was initialised. */
const isThere = ({ databaseUrl, dataDir }: CliConfig): boolean =>
  databaseUrl !== undefined || existsSync(join(dataDir, "postgres", "PG_VERSION"));

/** What went wrong, in words that hold no secret. */
function reason(error: unknown): string {
  if (error instanceof MeshError) return error.message;
  const code = (error as { readonly code?: unknown }).code;
  return typeof code === "string" ? `PostgreSQL error ${code}` : "the database cannot be read";
}
