import { MeshError } from "@datamesh/kernel";
import {
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
} from "graphql";
import { type Condition, conditionsOf } from "./conditions.ts";
import type { OperationParts } from "./operationParts.ts";

/** A distinct thing an operation asks for: a field of an object type, with arguments, on conditions. */
export interface Selection {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly conditions: readonly Condition[];
  /** The places in the operation where it asks for it. */
  readonly uses: readonly SelectionUse[];
}

/** One place where a field is selected. */
export interface SelectionUse {
  readonly node: FieldNode;
  /** Response keys from the root, without list indices. */
  readonly path: readonly string[];
  /** False below an interface or union: only the answer tells whether an object of the type occurs there. */
  readonly certain: boolean;
  /** The selection this one is nested in, and its use; undefined at the root. */
  readonly within?: { readonly selection: Selection; readonly use: SelectionUse };
}

/**
 * Far more than any operation the gateway's limits let through; fragments in fragments could otherwise
 * multiply without end.
 */
const MOST_SELECTIONS = 20_000;

/** What an operation asks for. */
export interface Collected {
  readonly selections: readonly Selection[];
  /** The variables that `@include` and `@skip` depend on. */
  readonly switches: ReadonlySet<string>;
}

/**
 * Collects what an operation asks for: every field of every object type it can reach, through fragments,
 * interfaces and unions, whatever the aliases. Meta fields (`__typename`, `__schema`) are not in it. Throws
 * FIELD_LIMIT_EXCEEDED.
 */
export function collectSelections(schema: GraphQLSchema, parts: OperationParts): Collected {
  const root = schema.getRootType(parts.operation.operation);
  if (!root) throw new MeshError("GRAPHQL_VALIDATION_FAILED", `there are no ${parts.operation.operation}s`);
  const { fragments } = parts;
  const collector: Collector = { schema, fragments, found: new Map(), switches: new Set(), count: 0 };
  collect(collector, parts.operation.selectionSet, {
    types: [root],
    path: [],
    certain: true,
    conditions: [],
  });
  return { selections: [...collector.found.values()], switches: collector.switches };
}

interface Collector {
  readonly schema: GraphQLSchema;
  readonly fragments: OperationParts["fragments"];
  readonly found: Map<string, MutableSelection>;
  readonly switches: Set<string>;
  count: number;
}

interface MutableSelection extends Selection {
  readonly uses: SelectionUse[];
}

/** Where the collection is: the object types a value can have here, and how it came here. */
interface Position extends Pick<SelectionUse, "path" | "certain" | "within"> {
  readonly types: readonly GraphQLObjectType[];
  readonly conditions: readonly Condition[];
}

function collect(collector: Collector, { selections }: SelectionSetNode, position: Position): void {
  for (const selection of selections) {
    collector.count += position.types.length;
    if (collector.count > MOST_SELECTIONS) {
      throw new MeshError("FIELD_LIMIT_EXCEEDED", "the operation selects too many fields");
    }
    const own = conditionsOf(selection);
    if (own === "never") continue;
    for (const { variable } of own) collector.switches.add(variable);
    const here = { ...position, conditions: [...position.conditions, ...own] };
    if (selection.kind === Kind.FIELD) {
      for (const type of position.types) collectField(collector, selection, type, here);
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? collector.fragments[selection.name.value] : selection;
    if (fragment === undefined) throw new MeshError("GRAPHQL_VALIDATION_FAILED", "a fragment is missing");
    const types = narrowed(collector.schema, here.types, fragment.typeCondition?.name.value);
    if (types.length > 0) collect(collector, fragment.selectionSet, { ...here, types });
  }
}

function collectField(
  collector: Collector,
  node: FieldNode,
  type: GraphQLObjectType,
  position: Position,
): void {
  const field = type.getFields()[node.name.value];
  if (field === undefined) return;
  const selection = distinct(collector, { type, field, node, conditions: position.conditions, uses: [] });
  const path = [...position.path, node.alias?.value ?? node.name.value];
  const use = { node, path, certain: position.certain, within: position.within };
  selection.uses.push(use);
  if (node.selectionSet === undefined) return;
  const returned = getNamedType(field.type);
  const certain = position.certain && !isAbstractType(returned);
  const types = concrete(collector.schema, returned);
  collect(collector, node.selectionSet, { ...position, types, path, certain, within: { selection, use } });
}

/** The selection found before that is the same check, or else this one. */
function distinct({ found }: Collector, selection: MutableSelection): MutableSelection {
  const { type, node, conditions } = selection;
  const args = node.arguments?.map(print).join() ?? "";
  const id = `${type.name}.${node.name.value}(${args}) ${JSON.stringify(conditions)}`;
  const before = found.get(id);
  if (before === undefined) found.set(id, selection);
  return before ?? selection;
}

function narrowed(
  schema: GraphQLSchema,
  types: readonly GraphQLObjectType[],
  condition: string | undefined,
): readonly GraphQLObjectType[] {
  const type = condition === undefined ? undefined : schema.getType(condition);
  if (!type) return types;
  const allowed = concrete(schema, type);
  return types.filter((each) => allowed.includes(each));
}

function concrete(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}
