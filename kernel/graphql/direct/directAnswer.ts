import type { GraphQLSchema } from "graphql";
import { boundedMap } from "../../boundedMap.ts";
import { MeshError } from "../../errors.ts";
import type { JsonReader, WrittenPage } from "../../postgres/json/index.ts";
import { decidingFields, parsePageRequest } from "../../postgres/read/index.ts";
import type { ProductDescriptor, Row } from "../../product/index.ts";
import type { ProductGuard } from "../guard/index.ts";
import { keyOf } from "../resolvers/reference.ts";
import { cutOf } from "../resolvers/requestScope.ts";
import { isStorable } from "../resolvers/rowLoader.ts";
import type { SentOperation } from "../subgraph/readOperation.ts";
import type { Asker } from "../subgraph/serveSubgraph.ts";
import { directOperation, type DirectOperation } from "./directOperation.ts";
import type { PagePart, SelectedPage } from "./selectedPage.ts";
import type { SelectedShape } from "./selectedShape.ts";

/** A product whose rows PostgreSQL can write. */
export interface DirectProduct {
  readonly product: ProductDescriptor;
  readonly json: JsonReader;
  guard(consumer: Asker["consumer"]): ProductGuard;
}

/** The text of an answer without errors; undefined for an operation that is for the resolvers to answer. */
export type AnswerDirectly = (operation: SentOperation, asker: Asker) => Promise<string | undefined>;

const MOST_OPERATIONS = 1_000;

/**
 * Answers operations with one root field of a product, or `_entities`, by what PostgreSQL writes, where the consumer is
 * entitled to all that is selected as it is. Whatever else is asked, and whatever cannot be answered without an error, is
 * left to the resolvers. Rejects when the store fails.
 */
export function directAnswers(schema: GraphQLSchema, served: readonly DirectProduct[]): AnswerDirectly {
  const products = served.map(({ product }) => product);
  const byProduct = new Map(served.map((each) => [each.product, each]));
  const operations = boundedMap<string, DirectOperation | "resolved">(MOST_OPERATIONS);
  const operationOf = (text: string): DirectOperation | undefined => {
    const known = operations.get(text);
    if (known !== undefined) return known === "resolved" ? undefined : known;
    const operation = directOperation({ schema, products }, text);
    operations.set(text, operation ?? "resolved");
    return operation;
  };
  return async ({ query, operationName, variables, asOf }, asker) => {
    const operation = operationOf(query);
    if (operation === undefined) return undefined;
    const { definition, name, argumentsOf, reads } = operation;
    if (operationName !== undefined && operationName !== definition.name?.value) return undefined;
    const args = argumentsOf(variables);
    if (args === undefined) return undefined;
    const reading = { byProduct, asker, asOf };
    const json = await answerOf(reading, reads, args);
    return json === undefined ? undefined : `{"data":{${JSON.stringify(name)}:${json}}}`;
  };
}

type Arguments = Readonly<Record<string, unknown>>;

interface Reading {
  readonly byProduct: ReadonlyMap<ProductDescriptor, DirectProduct>;
  readonly asker: Asker;
  readonly asOf: SentOperation["asOf"];
}

function answerOf(
  reading: Reading,
  reads: DirectOperation["reads"],
  args: Arguments,
): Promise<string | undefined> | undefined {
  switch (reads.kind) {
    case "one":
      return one(reading, reads.selected, String(args[reads.selected.product.key]));
    case "page":
      return page(reading, reads.selected, args);
    case "entities":
      return entities(reading, reads.selected, args["representations"]);
  }
}

/** The reader of a product if the consumer may see all these fields as they are, and as of what it reads. */
function entitled({ byProduct, asker, asOf }: Reading, product: ProductDescriptor, fields: Iterable<string>) {
  const served = byProduct.get(product);
  const guard = served?.guard(asker.consumer);
  if (served === undefined || guard?.allows(fields) !== true) return undefined;
  const { signal, span } = asker;
  if (asOf === undefined) return { json: served.json, as: { signal, span } };
  const cut = orResolved(() => cutOf(asOf, product));
  return cut && { json: served.json, as: { cut, signal, span } };
}

async function one(
  reading: Reading,
  { product, shape, fields }: SelectedShape,
  key: string,
): Promise<string | undefined> {
  const reader = entitled(reading, product, fields);
  if (reader === undefined) return undefined;
  if (!isStorable(key)) return "null";
  const rows = await reader.json.rows(shape, [key], reader.as);
  return rows && (rows.get(key) ?? "null");
}

async function entities(
  reading: Reading,
  selected: ReadonlyMap<string, SelectedShape>,
  representations: unknown,
): Promise<string | undefined> {
  const references = representations as readonly Row[];
  const types = new Set(references.map((reference) => String(reference["__typename"])));
  const written = new Map<string, ReadonlyMap<string, string>>();
  const keys = references.map((reference) => {
    const product = selected.get(String(reference["__typename"]))?.product;
    const key = product && keyOf(product, reference);
    return key !== undefined && isStorable(key) ? key : undefined;
  });
  for (const type of types) {
    const of = selected.get(type);
    const reader = of && entitled(reading, of.product, of.fields);
    if (of === undefined || reader === undefined) return undefined;
    const wanted = keys.filter(
      (key, index) => references[index]?.["__typename"] === type && key !== undefined,
    );
    const rows = await reader.json.rows(of.shape, [...new Set(wanted)] as string[], reader.as);
    if (rows === undefined) return undefined;
    written.set(type, rows);
  }
  const rows = references.map((reference, index) => {
    const key = keys[index];
    return (key !== undefined && written.get(String(reference["__typename"]))?.get(key)) || "null";
  });
  return `[${rows.join(",")}]`;
}

async function page(reading: Reading, selected: SelectedPage, args: Arguments): Promise<string | undefined> {
  const { product, parts } = selected;
  const request = orResolved(() => parsePageRequest(product, args));
  if (request === undefined || request.backward) return undefined;
  const reader = entitled(reading, product, [...selected.fields, ...decidingFields(product, request)]);
  if (reader === undefined) return undefined;
  const { lists, hasNext, ends, total } = selected.page;
  const needsPage = lists.length > 0 || hasNext || ends || total;
  const written = needsPage ? await reader.json.page(selected.page, request, reader.as) : NOTHING;
  if (written === undefined) return undefined;
  const members = parts.map(
    ({ name, of }) => `${JSON.stringify(name)}:${partJson(of, written, request.from !== undefined)}`,
  );
  return `{${members.join(",")}}`;
}

const NOTHING: WrittenPage = { lists: [], hasNext: false, start: null, end: null, total: 0 };

function partJson(of: PagePart["of"], written: WrittenPage, hasPrevious: boolean): string {
  switch (of.kind) {
    case "constant":
      return of.json;
    case "list":
      return `[${written.lists[of.index] ?? ""}]`;
    case "total":
      return String(written.total);
    case "place": {
      const places = {
        hasNextPage: written.hasNext,
        hasPreviousPage: hasPrevious,
        startCursor: written.start,
        endCursor: written.end,
      };
      const members = of.members.map((member) => {
        const json = member.of.kind === "constant" ? member.of.json : JSON.stringify(places[member.of.kind]);
        return `${JSON.stringify(member.name)}:${json}`;
      });
      return `{${members.join(",")}}`;
    }
  }
}

/** Undefined where it fails: the resolvers tell of it in their way. */
function orResolved<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof MeshError || error instanceof Error) return undefined;
    throw error;
  }
}
