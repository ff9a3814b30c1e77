import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { composeServices } from "@theguild/federation-composition";
import { graphql, type GraphQLFieldResolver, parse } from "graphql";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;

/** Two subgraphs that know nothing of DataMesh. `asked` tells with which authorization a subgraph was asked. */
const SUBGRAPHS: readonly { readonly name: string; readonly sdl: string; readonly resolvers: Resolvers }[] = [
  {
    name: "items",
    sdl: `${LINK} type Query { items: [Item!]! asked: String broken: String } type Mutation { change: Int } type Item @key(fields: "id") { id: ID! name: String }`,
    resolvers: {
      Query: {
        items: () => ["1", "2"].map((id) => ({ id, name: `item ${id}` })),
        asked: (_parent, _args, { authorization }) => authorization ?? "nothing",
        broken: () => {
          throw new Error("no such product at db:5432");
        },
      },
      Mutation: { change: () => 1 },
    },
  },
  {
    name: "stock-levels",
    sdl: `${LINK} type Item @key(fields: "id") { id: ID! stock: Int }`,
    resolvers: { Item: { stock: ({ id }: { readonly id: string }) => Number(id) * 10 } },
  },
];

type Asked = { readonly authorization: string | undefined };
type Resolvers = Readonly<Record<string, Readonly<Record<string, GraphQLFieldResolver<never, Asked>>>>>;

/** A supergraph in a file, with its subgraphs running on this machine. */
export interface ForeignSupergraph {
  readonly directory: string;
  readonly file: string;
  /** The file's content, without the field `stock` if wanted. */
  sdl(without?: "stock"): string;
  stop(): Promise<void>;
}

/** Starts the subgraphs at paths of their own and writes the supergraph. */
export async function startForeignSupergraph(): Promise<ForeignSupergraph> {
  const directory = await mkdtemp(join(tmpdir(), "datamesh-alone-"));
  const file = join(directory, "supergraph.graphql");
  const services = await Promise.all(
    SUBGRAPHS.map(async (subgraph) => ({ subgraph, server: await serve(subgraph) })),
  );
  const sdl = (without?: "stock"): string =>
    compose(
      services.map(({ subgraph, server }) => ({
        name: subgraph.name,
        typeDefs: parse(without ? subgraph.sdl.replace("stock: Int", "level: Int") : subgraph.sdl),
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
      })),
    );
  await writeFile(file, sdl());
  return {
    directory,
    file,
    sdl,
    stop: async () => {
      for (const { server } of services) server.close().closeAllConnections();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function compose(services: Parameters<typeof composeServices>[0]): string {
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new TypeError(JSON.stringify(errors));
  return supergraphSdl;
}

async function serve({ sdl, resolvers }: (typeof SUBGRAPHS)[number]): Promise<Server> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const { query: source, variables: variableValues } = JSON.parse(body) as {
        readonly query: string;
        readonly variables?: Readonly<Record<string, unknown>>;
      };
      const { authorization } = request.headers;
      const result = await graphql({ schema, source, variableValues, contextValue: { authorization } });
      response.setHeader("content-type", "application/json").end(JSON.stringify(result));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
