import type { ProductRef } from "@datamesh/kernel/product";
import type { Access } from "../audit/accesses.ts";
import type { Served } from "../cache/index.ts";
import type { Answer, Mesh, RequestContext } from "../types.ts";
import type { Explaining, SubgraphTime } from "./explaining.ts";
import { type ShownPlan, shownPlan } from "./planText.ts";
import { type ProductFacts, productFacts } from "./productFacts.ts";

/** What an answer says of a product it was asked for; nothing of where it stands if nothing of it was given. */
export interface ExplainedProduct extends Partial<Omit<ProductFacts, "lastEventAt">> {
  readonly product: ProductRef;
  /** `deny` when nothing of the product was given, `mask` when some of it was given masked. */
  readonly decision: Access["decision"];
  /** Seconds since its log took the newest event it is derived from. */
  readonly ageSeconds?: number;
  /** Fields that were given masked. */
  readonly masked: readonly string[];
  readonly denied: readonly string[];
}

/** How an operation was answered. */
export interface Explanation {
  readonly products: readonly ExplainedProduct[];
  readonly plan: ShownPlan | null;
  /** None where the answer was kept. */
  readonly subgraphs: readonly SubgraphTime[];
  readonly cache?: Served;
  /** From the request's document being known to be valid to its answer. */
  readonly milliseconds: number;
}

/** How an answer came about. */
export interface Explained {
  readonly mesh: Pick<Mesh, "apiSchema" | "answer">;
  readonly answer: Answer;
  readonly explaining: Explaining;
  readonly context: RequestContext;
  readonly milliseconds: number;
  /** The time of day. */
  readonly now: Date;
}

/** Explains an answer. Products are told of as they stand now, which is when it has been given. */
export async function explain(explained: Explained): Promise<Explanation> {
  const { mesh, answer, explaining, context, milliseconds, now } = explained;
  const facts = await productFacts(
    mesh,
    answer.accesses.filter(({ decision }) => decision !== "deny").map(({ product }) => product),
    context,
  );
  const plan = explaining.plan();
  return {
    products: answer.accesses.map(({ product, decision, masked, denied }) => ({
      product,
      decision,
      ...told(facts.get(product), now),
      masked,
      denied,
    })),
    plan: plan === undefined ? null : shownPlan(plan),
    subgraphs: explaining.subgraphs().map((each) => ({ ...each, milliseconds: rounded(each.milliseconds) })),
    ...(answer.served !== undefined && { cache: answer.served }),
    milliseconds: rounded(milliseconds),
  };
}

function told(facts: ProductFacts | undefined, now: Date): Partial<ExplainedProduct> {
  if (facts === undefined) return {};
  const { lastEventAt, ...rest } = facts;
  if (lastEventAt === null) return rest;
  return { ...rest, ageSeconds: Math.max(0, Math.round((now.getTime() - Date.parse(lastEventAt)) / 1_000)) };
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 1_000) / 1_000;
