import type { Cut } from "@datamesh/kernel/cut";
import { buildASTSchema } from "graphql";
import { accessFinder } from "../audit/index.ts";
import { auditRules } from "../authorize/auditRules.ts";
import { compileRules } from "../authorize/evaluateRules.ts";
import { deny } from "../authorize/loadShield.ts";
import { mergeRules } from "../authorize/mergeRules.ts";
import { presentRules } from "../authorize/presentRules.ts";
import { productRules } from "../authorize/productRules.ts";
import { pinnedCalls } from "../cut/pinnedCalls.ts";
import type { RuleTree } from "../authorize/ruleTree.ts";
import type { TrafficRecorder } from "../measure/index.ts";
import type { Mesh, RegisteredSubgraph, RequestContext } from "../types.ts";
import { visibility, type Visibility } from "../visibility/index.ts";
import { compose } from "./compose.ts";
import { eventAppender } from "./eventAppender.ts";
import { introspector } from "./introspect.ts";
import { linkedRows } from "./linkedRows.ts";
import { measuredAnswers } from "./measuredAnswers.ts";
import { NODE_SUBGRAPH, type NodeSubgraph, nodeSubgraph } from "./nodeSubgraph.ts";
import { nodeRules } from "./nodeRules.ts";
import { publicDocument } from "./publicSchema.ts";
import { withSubscriptions } from "./subscriptionFields.ts";
import { operationPreparer } from "./prepareOperation.ts";
import { type CallSubgraph, federationEngine } from "../engine/index.ts";
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
  const subscription = apiSchema.getSubscriptionType() ?? undefined;
  const rules = mergeRules(
    presentRules(parts.permissions, apiSchema),
    // A context of an earlier release has no changes to tell.
    presentRules(productRules(products), apiSchema),
    presentRules(nodeRules(products), apiSchema),
    // Never executed as such: each event of a subscription is a query, and the rules on that decide.
    subscription === undefined ? {} : { [subscription.name]: deny },
  );
  auditRules(apiSchema, rules);
  const node = nodeSubgraph(products);
  const links = linkedRows(products);
  const engine = {
    apiSchema,
    products,
    prepare: operationPreparer({ schema: apiSchema, links, engine: federationEngine(supergraphSdl) }),
    evaluate: compileRules(apiSchema, rules),
    callerFor: (context: RequestContext, asOf?: Cut) =>
      callerFor({ reach: parts, node, seen }, context, asOf),
    introspect: introspector(seen.toldTo),
    findAccesses: accessFinder(products),
    waitMilliseconds: parts.waitMilliseconds ?? 5_000,
  };
  const productsIn = new Map(parts.subgraphs.map((each) => [each.name, each.products]));
  return {
    supergraphSdl,
    apiSchema,
    visibleSchema: seen.visibleTo,
    answer: measuredAnswers(engine, parts.traffic),
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

interface Callers {
  readonly reach: SubgraphReach;
  readonly node: NodeSubgraph;
  readonly seen: Visibility;
}

/** Calls the contexts' subgraphs through their transports, and the gateway's own in this process. */
function callerFor(
  { reach, node, seen }: Callers,
  context: RequestContext,
  asOf: Cut | undefined,
): CallSubgraph {
  const plain = subgraphCaller(reach, context);
  const hidden = seen.hiddenFrom(context.consumer);
  const call = asOf === undefined ? plain : pinnedCalls(plain, asOf);
  return (subgraph, query) =>
    subgraph === NODE_SUBGRAPH ? node.execute(query, { call, hidden }) : call(subgraph, query);
}
