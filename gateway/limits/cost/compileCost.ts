import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
} from "graphql";
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";
import { type Cost, type CostProgram, costProgram } from "./costProgram.ts";
import type { CostSettings } from "./costSettings.ts";
import type { FieldGraphs } from "./fieldGraphs.ts";
import { askedSize, isSizeArgument, type ListSize } from "./listSize.ts";

/** What costs are estimated by. */
export interface CostBasis {
  readonly schema: GraphQLSchema;
  readonly graphsOf: FieldGraphs;
  readonly settings: CostSettings;
}

/** The estimated cost of an operation with the variables of a request. */
export type OperationCost = (variables: Readonly<Record<string, unknown>>) => number;

/** Selections on a type, and by which subgraphs objects of it are at hand; undefined where that is not known. */
interface Place {
  readonly type: GraphQLNamedType | undefined;
  readonly graphs: bigint | undefined;
}

/**
 * What selections cost on one object: by themselves, and for each element of its lists without a size of their own.
 * Whoever selects the object knows that size, as `first` of a connection stands above its `edges` and `nodes`.
 */
interface SetCost {
  readonly own: Cost;
  readonly perElement: Cost;
}

type Part = { readonly size: ListSize; readonly of: Cost };

/**
 * Walks an operation once, each fragment once for each set of subgraphs its objects may come from, and leaves to the
 * request what its variables decide. The estimate is no less than what may come, but for lists longer than assumed:
 * `@skip` and `@include` count for nothing, and alternatives are added up.
 */
export function compileCost(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  basis: CostBasis,
): OperationCost {
  const program = costProgram();
  const walk = selectionCosts(document, operation, basis, program);
  const type = basis.schema.getRootType(operation.operation) ?? undefined;
  const { own, perElement } = walk(operation.selectionSet, { type, graphs: undefined });
  const cost = program.total(0, [once(own), { size: basis.settings.listSize, of: perElement }]);
  return (variables) => program.evaluate(cost, variables);
}

const once = (of: Cost): Part => ({ size: 1, of });
const NOTHING: SetCost = Object.freeze({ own: 0, perElement: 0 });

function selectionCosts(
  document: DocumentNode,
  { variableDefinitions = [], operation }: OperationDefinitionNode,
  { schema, graphsOf, settings }: CostBasis,
  program: CostProgram,
): (set: SelectionSetNode, place: Place) => SetCost {
  const fragments = new Map(document.definitions.filter(isFragment).map((each) => [each.name.value, each]));
  const known = new Map<string, SetCost>();
  const root = operation === "mutation" ? schema.getMutationType() : undefined;

  const ofSet = (set: SelectionSetNode, place: Place): SetCost => {
    const own: Part[] = [];
    const perElement: Part[] = [];
    const fetched = new Set<bigint>();
    let constant = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const graphs = graphsOf(place.type?.name ?? "", selection.name.value);
        if (isElsewhere(graphs, place.graphs) && !fetched.has(graphs)) {
          fetched.add(graphs);
          constant += settings.entity;
        }
        const { cost, isPerElement } = ofField(selection, place, graphs);
        (isPerElement ? perElement : own).push(once(cost));
      } else {
        const within =
          selection.kind === Kind.INLINE_FRAGMENT
            ? ofSet(selection.selectionSet, narrowed(place, selection.typeCondition?.name.value))
            : ofFragment(selection.name.value, place);
        own.push(once(within.own));
        perElement.push(once(within.perElement));
      }
    }
    return { own: program.total(constant, own), perElement: program.total(0, perElement) };
  };

  const ofFragment = (name: string, place: Place): SetCost => {
    const fragment = fragments.get(name);
    if (fragment === undefined) return NOTHING;
    const key = `${name} ${place.graphs ?? ""}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, NOTHING); // meets itself here in a cycle
    const cost = ofSet(fragment.selectionSet, narrowed(place, fragment.typeCondition.name.value));
    known.set(key, cost);
    return cost;
  };

  const ofField = (field: FieldNode, place: Place, graphs: bigint | undefined) => {
    const definition = fieldOf(place.type, field.name.value);
    const extra = place.type === root && root !== undefined ? settings.mutation : 0;
    const type = definition && getNamedType(definition.type);
    if (definition === undefined || !isCompositeType(type) || field.selectionSet === undefined) {
      return { cost: settings.leaf + extra, isPerElement: false };
    }
    const within = ofSet(field.selectionSet, { type, graphs: atHand(graphs, place.graphs) });
    const isSized = definition.args.some(isSizeArgument);
    const size = isSized
      ? askedSize(field, definition, variableDefinitions, settings.pageSize)
      : settings.listSize;
    if (isListType(getNullableType(definition.type))) {
      const element = program.total(settings.object, [
        once(within.own),
        { size: settings.listSize, of: within.perElement },
      ]);
      if (!isSized) return { cost: element, isPerElement: true };
      return { cost: program.total(extra, [{ size, of: element }]), isPerElement: false };
    }
    const parts = [once(within.own), { size, of: within.perElement }];
    return { cost: program.total(settings.object + extra, parts), isPerElement: false };
  };

  const narrowed = (place: Place, condition: string | undefined): Place =>
    condition === undefined ? place : { ...place, type: schema.getType(condition) };

  return ofSet;
}

/** Whether a field is answered by none of the subgraphs its object is at hand from. */
function isElsewhere(graphs: bigint | undefined, here: bigint | undefined): graphs is bigint {
  return graphs !== undefined && here !== undefined && (graphs & here) === 0n;
}

/** The subgraphs by which what a field answers is at hand. */
function atHand(graphs: bigint | undefined, here: bigint | undefined): bigint | undefined {
  if (graphs === undefined || here === undefined) return graphs ?? here;
  return isElsewhere(graphs, here) ? graphs : graphs & here;
}

/** Undefined for meta fields, and for what validation refuses. */
function fieldOf(
  type: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function isFragment(definition: DocumentNode["definitions"][number]): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}
