import type { Consumer } from "@datamesh/kernel/policy";
import { type DocumentNode, graphql, parse, validate } from "graphql";
import type { Access } from "../../audit/index.ts";
import { rule } from "../../authorize/loadShield.ts";
import type { CacheSettings } from "../../cache/index.ts";
import { mergeRules } from "../../authorize/mergeRules.ts";
import type { RuleContext, RuleTree } from "../../authorize/ruleTree.ts";
import { permissions } from "../../shield/permissions.ts";
import type { Answer, Mesh, SubgraphTransport } from "../../types.ts";
import type { ProductRead } from "../../measure/index.ts";
import { createMesh } from "../createMesh.ts";
import { bankSubgraphs, type RunningSubgraph } from "./subgraphs.ts";

/** A request that reached a subgraph. */
export interface Sent {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A mesh over subgraphs in this process, and everything they were asked. */
export interface TestMesh {
  readonly mesh: Mesh;
  readonly sent: Sent[];
  readonly notes: readonly Readonly<Record<string, unknown>>[];
  /** For each answer, what it counts for: `customer-profiles@1`, with ` failed` when it did. */
  readonly reads: readonly (readonly string[])[];
  /** What of which products the last answer told. */
  readonly accesses: () => readonly Access[];
  readonly ask: (query: string, options?: Ask) => Promise<Omit<Answer, "accesses">>;
}

export interface Ask {
  readonly roles?: readonly string[];
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** Aborted when nobody waits for the answer. */
  readonly signal?: AbortSignal;
}

export interface TestMeshOptions {
  readonly subgraphs?: readonly RunningSubgraph[];
  /** Transports to use instead of the subgraph's own. */
  readonly transports?: Readonly<Record<string, SubgraphTransport>>;
  readonly rules?: RuleTree;
  readonly deadlineMs?: number;
  /** Keeps exact answers; none are kept unless given. */
  readonly cache?: CacheSettings;
}

/** Any consumer with these roles. */
export const consumer = (...roles: readonly string[]): Consumer => ({ id: "ada", roles, scopes: [] });

const may = (name: string, allows: (context: RuleContext) => boolean) =>
  rule(name, { cache: "no_cache" })((_parent: unknown, _args: unknown, context: RuleContext) =>
    allows(context),
  );
const open = may("open", () => true);
const admin = may("admin", (context) => context.consumer.roles.includes("admin"));
const throwing = may("throwing", () => {
  throw new Error("postgres://secret@10.0.0.3 is down");
});

/** Rules on what the test catalog has of its own. */
export const catalogRules = {
  Query: { teams: open, search: open, broken: throwing },
  Mutation: { requestAccess: open, purge: admin },
  AccessRequest: { product: open, reviewer: admin },
  Team: { name: open, budget: admin, vault: admin, rating: open },
} satisfies RuleTree;

/** Starts a mesh of the test bank, or of other subgraphs. */
export async function testMesh(options: TestMeshOptions = {}): Promise<TestMesh> {
  const {
    subgraphs = bankSubgraphs(),
    transports = {},
    rules = catalogRules,
    deadlineMs = 1_000,
    cache,
  } = options;
  const sent: Sent[] = [];
  const notes: Readonly<Record<string, unknown>>[] = [];
  const reads: (readonly string[])[] = [];
  const documents = new Map<string, DocumentNode>();
  let told: readonly Access[] = [];
  const mesh = await createMesh({
    subgraphs: subgraphs.map(({ registered }) => registered),
    permissions: mergeRules(permissions, rules),
    transportTo: (name) => transports[name] ?? inProcess(subgraphs, name, sent),
    issueToken: ({ subgraph, consumer: { id } }) => Promise.resolve(`token of ${id} for ${subgraph}`),
    deadlineMs,
    ...(cache && { cache }),
    traffic: { record: (each) => void reads.push(each.map(readText).toSorted()) },
  });
  return {
    mesh,
    sent,
    notes,
    reads,
    accesses: () => told,
    async ask(query, { roles = [], variables = {}, operationName, signal } = {}) {
      // As in the gateway, a document asked again is the same one, so that what is kept per document is put to use.
      const document = documents.get(query) ?? parse(query);
      documents.set(query, document);
      const note = (facts: object) => void notes.push({ ...facts });
      const context = { consumer: consumer(...roles), requestId: "r1", note, ...(signal && { signal }) };
      const invalid = validate(mesh.visibleSchema(context.consumer).schema, document);
      if (invalid.length > 0) throw new Error(invalid.map(({ message }) => message).join("\n"));
      const { accesses, ...answer } = await mesh.answer({ document, variables, operationName }, context);
      told = accesses;
      return JSON.parse(JSON.stringify(answer)) as Omit<Answer, "accesses">;
    },
  };
}

const readText = ({ product, failed }: ProductRead): string =>
  `${product.name}@${product.major}${failed ? " failed" : ""}`;

function inProcess(subgraphs: readonly RunningSubgraph[], name: string, sent: Sent[]): SubgraphTransport {
  return async ({ body }) => {
    const request = JSON.parse(body) as Omit<Sent, "subgraph">;
    sent.push({ ...request, subgraph: name });
    const schema = subgraphs.find(({ registered }) => registered.name === name)?.schema;
    if (schema === undefined) throw new Error(`no subgraph ${name}`);
    const result = await graphql({ schema, source: request.query, variableValues: request.variables });
    return { status: 200, body: JSON.stringify(result) };
  };
}
