import type { DocumentNode, GraphQLSchema } from "graphql";
import { dropUnused } from "../authorize/dropUnused.ts";
import type { Selection } from "../authorize/collectSelections.ts";
import type { Refusal } from "../authorize/evaluateRules.ts";
import { fetchedKey } from "../authorize/fetchedKey.ts";
import { type OperationParts, operationParts } from "../authorize/operationParts.ts";
import { type RefusedNodes, refusedNodes, removeDenied } from "../authorize/removeDenied.ts";
import {
  type Completion,
  completionOf,
  type ExecutablePlan,
  type FederationEngine,
  type ShapeParts,
} from "../engine/index.ts";
import { existenceField, type LinkedRows, presenceKey } from "./linkedRows.ts";
import { mergeSelections } from "./mergeSelections.ts";
import type { ValueRules } from "../authorize/valueRules.ts";
import { type DecideValues, valueDecision } from "./values/valueDecision.ts";
import { valueNodes } from "./values/valueKeys.ts";

/** An operation with some of its selections refused and its conditions decided, compiled. */
export interface OperationVariant {
  /** Undefined when there is nothing to fetch. */
  readonly plan: ExecutablePlan | undefined;
  readonly completion: Completion;
  /** Decides on objects once they have been fetched; undefined where nothing depends on their values. */
  readonly decide: DecideValues | undefined;
}

/** What compiling operations takes. */
export interface CompilingParts {
  /** The schema consumers see. */
  readonly schema: GraphQLSchema;
  readonly links: LinkedRows;
  readonly engine: FederationEngine;
  /** Whether a field has values that are personal, or masked for some. */
  readonly isPersonal: (selection: Pick<Selection, "type" | "field">) => boolean;
  /** The rules that are decided on fetched values, if there are any. */
  readonly values?: ValueRules | undefined;
}

/** An operation to compile, of which selections are refused; `typeKey` starts none of its response keys. */
export interface ToCompile {
  readonly parts: OperationParts;
  readonly typeKey: string;
  readonly selections: readonly Selection[];
  readonly refusals: readonly Refusal[];
  /** The coerced ones, of which only those count that conditions depend on. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Compiles one. Throws what planning throws (gateway/engine/plan/planner.ts). */
export function compileVariant(given: CompilingParts, asked: ToCompile): OperationVariant {
  const { schema, links, engine } = given;
  const { parts, typeKey, variables } = asked;
  const refused = refusedNodes(asked.refusals);
  const values = asked.selections.some((each) => isOnValues(given.values, each)) ? given.values : undefined;
  const document = plannable({ ...given, values }, asked, refused);
  const shape: ShapeParts = {
    schema,
    ...parts,
    variables,
    typeKey,
    fetchedKey: (node) => fetchedKey(engine.fieldNames, node, typeKey),
    isLeftOut: (node, type) => refused.get(node)?.has(type) === true,
    presenceKey: presenceKey(links, typeKey),
  };
  const isPassable = refused.size === 0 && values === undefined && !asked.selections.some(given.isPersonal);
  return {
    plan: document && engine.plan(document, isPassable ? shape : undefined),
    completion: completionOf(shape),
    decide: values && valueDecision({ shape, values, selections: asked.selections }),
  };
}

const isOnValues = (values: ValueRules | undefined, { type, field }: Selection): boolean =>
  values?.fieldsFor(type.name, field.name) !== undefined;

/** What may be planned of it; undefined when nothing is left to fetch. */
function plannable(
  { schema, links, engine, values }: CompilingParts,
  { parts, typeKey, variables }: ToCompile,
  refused: RefusedNodes,
): DocumentNode | undefined {
  const allowed = removeDenied(schema, parts, refused, {
    typeKey,
    fetchedKey: (node) => fetchedKey(engine.fieldNames, node, typeKey),
  });
  if (allowed === undefined) return undefined;
  const existence = existenceField(typeKey);
  const addition = (type: string, field: string) => (links.isLink(type, field) ? existence : undefined);
  const beside = values && valueNodes(values, typeKey);
  return dropUnused(mergeSelections({ schema, parts: operationParts(allowed), variables, addition, beside }));
}
