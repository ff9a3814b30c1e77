import { contextTypeDefs } from "@datamesh/kernel/graphql";
import { type Context, describe as descriptorOf } from "@datamesh/kernel/product";
import { catalog } from "../../catalog/context.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "./testMesh.ts";

/** The contexts it knows, in the order they registered. */
export const CONTEXTS = [customers, models, creditOracle, lending];
/** The schema of a context's subgraph. */
export const sdlOf = (context: Context): string =>
  contextTypeDefs(context.products.map((product) => descriptorOf(context, product)));

/** A page of products. */
export interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly name: string; readonly major: number }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
const PAGE = `totalCount nodes { name major } edges { cursor node { name } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

/** The catalog with every shipped context registered, and ways to ask it. */
export interface SampleCatalog {
  readonly mesh: TestMesh;
  readonly subject: TestCatalog;
  readonly page: (args: string) => Promise<Page>;
  /** The products of a page, as `name@major`. */
  readonly names: (args: string) => Promise<readonly string[]>;
  readonly codeOf: (query: string) => Promise<unknown>;
  stop(): Promise<void>;
}

/** Makes one, on a database of its own. */
export async function startSampleCatalog(): Promise<SampleCatalog> {
  const mesh = await startTestMesh([...CONTEXTS, catalog], { catalog: "catalog" });
  const subject = await startTestCatalog(mesh.mesh);
  await subject.register(catalog, subject.sdl);
  for (const context of CONTEXTS) await subject.register(context, sdlOf(context));
  const page = async (args: string): Promise<Page> => {
    const { data, errors } = await subject.ask(`{ dataProducts${args} { ${PAGE} } }`);
    expect(errors).toBeUndefined();
    return data?.["dataProducts"] as Page;
  };
  return {
    mesh,
    subject,
    page,
    names: async (args) => (await page(args)).nodes.map(({ name, major }) => `${name}@${major}`),
    codeOf: async (query) => {
      const { errors } = await subject.ask(query);
      return errors?.map(({ extensions }) => extensions?.["code"]);
    },
    stop: async () => {
      await subject.stop();
      await mesh.stop();
    },
  };
}
