import { type DocumentNode, type GraphQLSchema, visit } from "graphql";
import { type Collected, collectSelections } from "../authorize/collectSelections.ts";
import type { Refusal } from "../authorize/evaluateRules.ts";
import { type OperationParts, operationParts } from "../authorize/operationParts.ts";
import { dropUnused } from "../authorize/dropUnused.ts";
import { refusedNodes, removeDenied } from "../authorize/removeDenied.ts";
import type { ExecutablePlan, FederationEngine } from "../engine/index.ts";
import { existenceField, type LinkedRows } from "./linkedRows.ts";
import { mergeSelections } from "./mergeSelections.ts";
import type { Operation } from "../types.ts";

/** What is worked out once per operation, whoever asks and with whichever variables. */
export interface PreparedOperation extends Collected {
  readonly parts: OperationParts;
  /** A response key that starts none of the operation's own. */
  readonly typeKey: string;
  /** Every response path that is selected, joined by spaces. */
  readonly paths: ReadonlySet<string>;
  /**
   * The plan of what is left of it when this is refused, with these variables; undefined when there is nothing to
   * fetch.
   */
  without(
    refusals: readonly Refusal[],
    variables: Readonly<Record<string, unknown>>,
  ): ExecutablePlan | undefined;
}

/** Plans are kept per refused set: rarely more than the roles that use an operation. */
const MOST_PLANS = 32;

/**
 * Prepares operations, keeping what it found as long as somebody keeps the document. Throws BAD_USER_INPUT
 * when the document has no such operation.
 */
export function operationPreparer(parts: PreparingParts): (operation: Operation) => PreparedOperation {
  const prepared = new WeakMap<DocumentNode, Map<string | undefined, PreparedOperation>>();
  return ({ document, operationName }) => {
    const ofDocument = prepared.get(document) ?? new Map<string | undefined, PreparedOperation>();
    const operation = ofDocument.get(operationName) ?? prepare(parts, document, operationName);
    prepared.set(document, ofDocument.set(operationName, operation));
    return operation;
  };
}

/** What preparing takes. */
export interface PreparingParts {
  readonly schema: GraphQLSchema;
  readonly links: LinkedRows;
  readonly engine: FederationEngine;
}

function prepare(
  { schema, links, engine }: PreparingParts,
  document: DocumentNode,
  operationName?: string,
): PreparedOperation {
  const parts = operationParts(document, operationName);
  const { selections, switches } = collectSelections(schema, parts);
  const typeKey = unusedKey(document);
  const plans = new Map<string, ExecutablePlan | undefined>();
  return {
    parts,
    selections,
    switches,
    typeKey,
    paths: new Set(selections.flatMap(({ uses }) => uses.map(({ path }) => path.join(" ")))),
    without(refusals, variables) {
      const decided = [...switches].map((name) => variables[name]);
      const id = [...refusals.map(({ selection }) => selections.indexOf(selection)), ...decided].join();
      if (plans.has(id)) return plans.get(id);
      if (plans.size >= MOST_PLANS) plans.clear();
      const allowed = removeDenied(schema, parts, refusedNodes(refusals), typeKey);
      const plannable = allowed && merged(schema, links, allowed, variables, typeKey);
      const plan = plannable && engine.plan(plannable);
      plans.set(id, plan);
      return plan;
    },
  };
}

function merged(
  schema: GraphQLSchema,
  links: LinkedRows,
  allowed: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  typeKey: string,
): DocumentNode | undefined {
  const existence = existenceField(typeKey);
  const addition = (type: string, field: string) => (links.isLink(type, field) ? existence : undefined);
  return dropUnused(mergeSelections({ schema, parts: operationParts(allowed), variables, addition }));
}

function unusedKey(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, { Field: ({ alias, name }) => void used.add((alias ?? name).value) });
  let key = "type_";
  while ([...used].some((each) => each.startsWith(key))) key += "_";
  return key;
}
