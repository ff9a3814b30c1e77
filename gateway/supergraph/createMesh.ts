import type { Cut } from "@datamesh/kernel/cut";
import { buildASTSchema, parse } from "graphql";
import { accessFinder } from "../audit/index.ts";
import { type CacheSettings, throughCache } from "../cache/index.ts";
import { pinnedCalls } from "../cut/pinnedCalls.ts";
import type { RuleTree } from "../authorize/ruleTree.ts";
import { productFinder, type TrafficRecorder } from "../measure/index.ts";
import type { Mesh, RegisteredSubgraph, RequestContext } from "../types.ts";
import { visibility, type Visibility } from "../visibility/index.ts";
import { accounting } from "./account.ts";
import { compose } from "./compose.ts";
import { computedFields } from "./computedFields.ts";
import { eventAppender } from "./eventAppender.ts";
import { introspector } from "./introspect.ts";
import { linkedRows } from "./linkedRows.ts";
import { measuredAnswers } from "./measuredAnswers.ts";
import { meshRules } from "./meshRules.ts";
import { NODE_SUBGRAPH, type NodeSubgraph, nodeSubgraph } from "./nodeSubgraph.ts";
import { publicDocument } from "./publicSchema.ts";
import { withSubscriptions } from "./subscriptionFields.ts";
import { personalFields } from "./personalFields.ts";
import { operationPreparer } from "./prepareOperation.ts";
import { type CallSubgraph, federationEngine, subgraphUrls } from "../engine/index.ts";
import { subgraphCaller, type SubgraphReach } from "./subgraphCaller.ts";

/** What a mesh is made of. */
export interface MeshParts extends SubgraphReach {
  readonly subgraphs: readonly RegisteredSubgraph[];
  /** The hand-written rules, for everything that no product's policy rules on. */
  readonly permissions: RuleTree;
  /** What the subgraphs compose to, if that is known already. */
  readonly supergraphSdl?: string;
  /** What is told how the products are answered, and how long that took. */
  readonly traffic?: Pick<TrafficRecorder, "record">;
  /** How long an operation may wait for products to come to what it asks for; 5 seconds unless given. */
  readonly waitMilliseconds?: number;
  /** Keeps exact answers; none are kept unless given. */
  readonly cache?: CacheSettings;
}

/**
 * Makes a mesh: composed, its rules compiled and audited, ready to answer. Throws TypeError, naming every
 * problem, when the subgraphs do not compose or a field of the schema has no rule.
 */
export async function createMesh(parts: MeshParts): Promise<Mesh> {
  const supergraphSdl = parts.supergraphSdl ?? composed(parts.subgraphs);
  const products = parts.subgraphs.flatMap((each) => each.products);
  const document = withSubscriptions(publicDocument(supergraphSdl), products);
  const apiSchema = buildASTSchema(document);
  const seen = visibility({ apiSchema, document, products });
  const inputsOf = computedFields(parse(supergraphSdl, { noLocation: true }));
  // A supergraph that was composed elsewhere does without the gateway's own subgraph.
  const hasOwnNode = !parts.subgraphs.some(({ name }) => name === NODE_SUBGRAPH) && namesNode(supergraphSdl);
  const node = hasOwnNode ? nodeSubgraph(products) : undefined;
  const links = linkedRows(products);
  const findAccesses = accessFinder(products, inputsOf);
  const rules = meshRules({ apiSchema, products, permissions: parts.permissions, hasOwnNode, inputsOf });
  const engine = {
    apiSchema,
    products,
    productOf: productFinder(products),
    prepare: operationPreparer({
      schema: apiSchema,
      links,
      engine: federationEngine(supergraphSdl),
      isPersonal: personalFields(products, inputsOf),
      values: rules.values,
    }),
    evaluate: rules.evaluate,
    callerFor: (context: RequestContext, asOf?: Cut) =>
      callerFor({ reach: parts, node, seen }, context, asOf),
    introspect: introspector(seen.toldTo),
    findAccesses,
    accountFor: accounting({ products, findAccesses }),
    waitMilliseconds: parts.waitMilliseconds ?? 5_000,
    // One for each mesh: what another was composed of may have answered otherwise.
    ...(parts.cache && { through: throughCache(products, parts.cache) }),
  };
  const productsIn = new Map(parts.subgraphs.map((each) => [each.name, each.products]));
  return {
    supergraphSdl,
    apiSchema,
    visibleSchema: seen.visibleTo,
    answer: measuredAnswers(engine, parts.traffic),
    products,
    productsOf: (context) => productsIn.get(context),
    append: eventAppender(parts),
  };
}

function composed(subgraphs: readonly RegisteredSubgraph[]): string {
  const composition = compose(subgraphs);
  if (composition.ok) return composition.supergraphSdl;
  throw new TypeError(
    `the subgraphs do not compose:\n${composition.problems.map((each) => `- ${each}`).join("\n")}`,
  );
}

const namesNode = (supergraphSdl: string): boolean => subgraphUrls(supergraphSdl).has(NODE_SUBGRAPH);

interface Callers {
  readonly reach: SubgraphReach;
  readonly node: NodeSubgraph | undefined;
  readonly seen: Visibility;
}

/** Calls the contexts' subgraphs through their transports, and the gateway's own in this process. */
function callerFor(
  { reach, node, seen }: Callers,
  context: RequestContext,
  asOf: Cut | undefined,
): CallSubgraph {
  const plain = subgraphCaller(reach, context);
  if (node === undefined && asOf === undefined) return plain;
  const hidden = seen.hiddenFrom(context.consumer);
  const call = asOf === undefined ? plain : pinnedCalls(plain, asOf);
  return (subgraph, query) =>
    subgraph === NODE_SUBGRAPH && node ? node.execute(query, { call, hidden }) : call(subgraph, query);
}
