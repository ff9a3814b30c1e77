import { parseProductRef, type ProductRef } from "@datamesh/kernel/product";
import { type DocumentNode, type GraphQLSchema, parse } from "graphql";
import type { Mesh, RequestContext } from "../types.ts";

/** What the catalog tells of a product as it stands. */
export interface ProductFacts {
  readonly version: string;
  readonly revision: string | null;
  readonly position: number | null;
  readonly lastEventAt: string | null;
  readonly standing: string;
  readonly deprecation: { readonly since: string; readonly sunset: string; readonly use: string } | null;
  readonly sla: readonly {
    readonly metric: string;
    readonly objective: string;
    readonly observed: string | null;
    readonly met: boolean | null;
  }[];
}

const FACTS = `version revision position lastEventAt standing deprecation { since sunset use }
  sla(window: H1) { metric objective observed met }`;

/**
 * Asks the catalog where products stand, through the mesh and as the consumer, who is told no more than the catalog tells
 * it. Nothing of a product that the catalog does not tell of, or where there is no catalog.
 */
export async function productFacts(
  mesh: Pick<Mesh, "apiSchema" | "answer">,
  refs: readonly ProductRef[],
  { consumer, requestId }: RequestContext,
): Promise<ReadonlyMap<ProductRef, ProductFacts>> {
  if (refs.length === 0 || !hasCatalog(mesh.apiSchema)) return new Map();
  const context = { consumer, requestId, note: () => undefined };
  const answer = await mesh.answer(
    { document: questionFor(refs.length), variables: variablesFor(refs) },
    context,
  );
  const data =
    answer.dataText === undefined
      ? answer.data
      : (JSON.parse(answer.dataText.toString()) as typeof answer.data);
  return new Map(
    refs.flatMap((ref, index) => {
      const facts = data?.[`p${index}`] as ProductFacts | null | undefined;
      return facts ? [[ref, facts] as const] : [];
    }),
  );
}

const hasCatalog = (schema: GraphQLSchema): boolean =>
  schema.getQueryType()?.getFields()["dataProduct"] !== undefined;

function questionFor(count: number): DocumentNode {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const variables = numbers.map((each) => `$n${each}: String!, $m${each}: Int!`);
  const fields = numbers.map(
    (each) => `p${each}: dataProduct(name: $n${each}, major: $m${each}) { ...Facts }`,
  );
  return parse(
    `query Explain(${variables.join(", ")}) { ${fields.join(" ")} } fragment Facts on DataProduct { ${FACTS} }`,
  );
}

function variablesFor(refs: readonly ProductRef[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    refs.flatMap((ref, index) => {
      const { name, major } = parseProductRef(ref);
      return [
        [`n${index}`, name],
        [`m${index}`, major],
      ];
    }),
  );
}
