import { type DocumentNode, type GraphQLSchema, parse, validate } from "graphql";
import { supergraphMesh } from "../../../../gateway/supergraph/supergraphMesh.ts";
import type { Answer, SubgraphTransport } from "../../../../gateway/types.ts";
import type { GraphQLRequest, RunningSubgraph } from "./runSubgraph.ts";
import type { Question, SampleData } from "./scenario.ts";

/** A request that a subgraph got. */
export interface Asked extends GraphQLRequest {
  readonly subgraph: string;
}

/** The gateway over subgraphs, without rules. */
export interface MeshOver {
  readonly apiSchema: GraphQLSchema;
  /** What the subgraphs were asked, in order. */
  readonly asked: readonly Asked[];
  readonly answer: (question: Question, data: SampleData) => Promise<Pick<Answer, "data" | "errors">>;
  readonly close: () => Promise<void>;
}

/** Makes transports to subgraphs; `take` answers a request's body. */
export type Reach = (take: (subgraph: string, body: string) => Promise<string>) => {
  readonly to: (subgraph: string) => SubgraphTransport;
  readonly close: () => Promise<void>;
};

/** Reaches subgraphs in this process. */
export const inProcess: Reach = (take) => ({
  to:
    (subgraph) =>
    async ({ body }) => ({ status: 200, body: await take(subgraph, body) }),
  close: () => Promise.resolve(),
});

/** Starts a mesh over subgraphs that are reached so. */
export function meshOver(
  supergraphSdl: string,
  subgraphs: readonly RunningSubgraph[],
  reach: Reach = inProcess,
): MeshOver {
  const asked: Asked[] = [];
  const documents = new Map<string, DocumentNode>();
  let now: { readonly data: SampleData; readonly down: readonly string[] } = { data: {}, down: [] };
  const transports = reach(async (name, body) => {
    const request = JSON.parse(body) as GraphQLRequest;
    asked.push({ ...request, subgraph: name });
    const { data, down } = now;
    if (down.includes(name)) throw new Error("the subgraph is down");
    const subgraph = subgraphs.find((each) => each.name === name);
    if (subgraph === undefined) throw new TypeError(`there is no subgraph ${name}`);
    return JSON.stringify(await subgraph.answer(request, data));
  });
  const mesh = supergraphMesh({ supergraphSdl, transportTo: (name) => transports.to(name) });
  return {
    apiSchema: mesh.apiSchema,
    asked,
    async answer({ query, variables = {}, operationName, down = [] }, data) {
      // As in the gateway, a document asked again is the same one.
      const document = documents.get(query) ?? parse(query);
      documents.set(query, document);
      const invalid = validate(mesh.apiSchema, document);
      if (invalid.length > 0) throw new TypeError(invalid.map(({ message }) => message).join("\n"));
      now = { data, down };
      const consumer = { id: "ada", roles: [], scopes: [] };
      const context = { consumer, requestId: "r1", note: () => undefined };
      const answer = await mesh.answer({ document, variables, operationName, takesText: true }, context);
      return JSON.parse(responseText(answer)) as Pick<Answer, "data" | "errors">;
    },
    close: () => transports.close(),
  };
}

/** As the door writes it: data that is text already is not looked at. */
function responseText({ data, dataText, errors }: Answer): string {
  return `{"data":${dataText?.toString() ?? JSON.stringify(data)},"errors":${JSON.stringify(errors)}}`;
}
