import "reflect-metadata";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { FEDERATION_LINK } from "@datamesh/kernel/graphql";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { type GraphQLSchema, parse } from "graphql";
import { buildSchema, createResolversMap } from "type-graphql";
import type { ProductKey } from "../read/index.ts";
import type { CatalogScope } from "./catalogScope.ts";
import { AccessResolver } from "./resolvers/AccessResolver.ts";
import { CatalogResolver } from "./resolvers/CatalogResolver.ts";
import { ConnectionResolver } from "./resolvers/ConnectionResolver.ts";
import { DataProductResolver } from "./resolvers/DataProductResolver.ts";
import { EdgeResolver } from "./resolvers/EdgeResolver.ts";
import { FieldAccessResolver } from "./resolvers/FieldAccessResolver.ts";
import { FieldLineageResolver } from "./resolvers/FieldLineageResolver.ts";
import { HistoryResolver } from "./resolvers/HistoryResolver.ts";
import { LineageResolver } from "./resolvers/LineageResolver.ts";
import { LogsResolver } from "./resolvers/LogsResolver.ts";
import { MeResolver } from "./resolvers/MeResolver.ts";
import { ReplayResolver } from "./resolvers/ReplayResolver.ts";
import { SlaResolver } from "./resolvers/SlaResolver.ts";
import { DataProduct } from "./types/index.ts";

/** The catalog's subgraph: what it registers for composition, and what it executes with a CatalogScope. */
export interface CatalogSchema {
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

const RESOLVERS = [
  CatalogResolver,
  DataProductResolver,
  AccessResolver,
  HistoryResolver,
  ReplayResolver,
  LineageResolver,
  FieldLineageResolver,
  FieldAccessResolver,
  SlaResolver,
  ConnectionResolver,
  EdgeResolver,
  LogsResolver,
  MeResolver,
] as const;

/** Builds the schema from the decorated classes (Apollo Federation 2). */
export async function catalogSchema(): Promise<CatalogSchema> {
  const built = await buildSchema({
    resolvers: [...RESOLVERS],
    validate: false,
    // The check wants graphql in a copy of its own version range; the range is met by `overrides` in package.json.
    skipCheck: true,
  });
  const sdl = `${FEDERATION_LINK}\n\n${printSchemaWithDirectives(built)}`;
  const resolvers = createResolversMap(built) as Record<string, Record<string, never>>;
  const withReferences = { ...resolvers, DataProduct: { ...resolvers["DataProduct"], __resolveReference } };
  return { sdl, schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: withReferences }]) };
}

/** A product another subgraph names (Apollo Federation, `_entities`): null when there is none. */
async function __resolveReference(
  { name, major }: ProductKey,
  { products }: CatalogScope,
): Promise<DataProduct | null> {
  const row = await products.load({ name, major });
  return row === null ? null : DataProduct.of(row);
}
