import { createSubgraph } from "@datamesh/kernel/graphql";
import { startProjector } from "@datamesh/kernel/postgres";
import { describe as describeProduct, type Context, productRef } from "@datamesh/kernel/product";
import type { Consumer } from "@datamesh/kernel/policy";
import { issueServiceToken } from "@datamesh/kernel/servicetoken";
import { type DocumentNode, parse } from "graphql";
import type { Reading } from "../../gateway/cut/reading.ts";
import { permissions } from "../../gateway/shield/permissions.ts";
import { createMesh, type MeshParts } from "../../gateway/supergraph/index.ts";
import type { Answer, Mesh } from "../../gateway/types.ts";
import { startTestMesh, type TestMesh } from "./testMesh.ts";

/** What an answer holds, as JSON. */
export interface Asked extends Pick<Answer, "errors" | "accesses" | "cut" | "served" | "withheld"> {
  // Tests know what they selected.
  readonly data: Readonly<Record<string, never>> | null;
}

/** Contexts on a database of their own behind a gateway, all in this process. */
export interface CutMesh extends TestMesh {
  ask(
    query: string,
    reading?: Partial<Reading>,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<Asked>;
  /** The same by whoever has these roles. */
  askAs(
    roles: readonly string[],
    query: string,
    reading?: Partial<Reading>,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<Asked>;
  /** The same by whoever this is. */
  askBy(
    consumer: Consumer,
    query: string,
    reading?: Partial<Reading>,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<Asked>;
  readonly gateway: Mesh;
  /** How often subgraphs were called. */
  calls(): number;
  /** Runs the projectors of these contexts until the answered function is called. */
  runProjectors(...contexts: readonly string[]): () => Promise<void>;
}

const SERVICE_KEY = new Uint8Array(32).fill(3);

/** Starts one. Consumers are no auditors unless `roles` says so. */
export async function startCutMesh(
  contexts: readonly Context[],
  options: Pick<MeshParts, "waitMilliseconds" | "cache"> & { readonly roles?: readonly string[] } = {},
): Promise<CutMesh> {
  const mesh = await startTestMesh(contexts);
  const now = () => new Date();
  const subgraphs = await Promise.all(
    contexts.map((context) =>
      createSubgraph({ context, database: mesh.as(context.name, "read"), serviceKey: SERVICE_KEY, now }),
    ),
  );
  let calls = 0;
  const gateway = await createMesh({
    subgraphs: contexts.map((context, index) => ({
      name: context.name,
      sdl: subgraphs[index]?.sdl ?? "",
      products: context.products.map((product) => describeProduct(context, product)),
    })),
    permissions,
    transportTo: (name) => {
      const subgraph = subgraphs.find((each) => each.name === name);
      if (subgraph === undefined) return undefined;
      return (request) => {
        calls += 1;
        return subgraph.handle(request);
      };
    },
    issueToken: (call) => issueServiceToken({ key: SERVICE_KEY, now: now(), ...call }),
    ...(options.waitMilliseconds !== undefined && { waitMilliseconds: options.waitMilliseconds }),
    ...(options.cache !== undefined && { cache: options.cache }),
  });
  const documents = new Map<string, DocumentNode>();
  const documentOf = (query: string): DocumentNode => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return document;
  };
  const askBy: CutMesh["askBy"] = async (consumer, query, reading, variables = {}) => {
    const { dataText, ...answer } = await gateway.answer(
      { document: documentOf(query), variables },
      {
        consumer,
        requestId: "r1",
        note: () => undefined,
        ...(reading && { reading: { cut: false, ...reading } }),
      },
    );
    const data: unknown = dataText === undefined ? answer.data : JSON.parse(dataText.toString());
    return JSON.parse(JSON.stringify({ ...answer, data })) as Asked;
  };
  const askAs: CutMesh["askAs"] = (roles, ...asked) => askBy({ id: "ada", roles, scopes: [] }, ...asked);
  return {
    ...mesh,
    gateway,
    askBy,
    calls: () => calls,
    askAs,
    ask: (query, reading, variables) => askAs(options.roles ?? [], query, reading, variables),
    runProjectors: (...names) => {
      const projectors = contexts
        .filter(({ name }) => names.includes(name))
        .flatMap(({ products }) =>
          products.map(({ name, major }) =>
            startProjector(mesh.projection(productRef(name, major)), { pollMilliseconds: 5 }),
          ),
        );
      return async () => void (await Promise.all(projectors.map((each) => each.stop())));
    },
    stop: async () => {
      await Promise.all(subgraphs.map((each) => each.stop()));
      await mesh.stop();
    },
  };
}
