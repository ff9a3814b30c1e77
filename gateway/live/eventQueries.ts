import { changeNames } from "@datamesh/kernel/product";
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type VariableDefinitionNode,
  visit,
} from "graphql";
import type { SubscribedField } from "./subscribedField.ts";

/** The names under which queries ask for what a subscription needs besides what it selects. */
export interface EventNames {
  readonly nodes: string;
  readonly row: string;
  readonly position: string;
  readonly hasNext: string;
  /** Variables. */
  readonly after: string;
  readonly first: string;
  readonly key: string;
}

/** The queries by which the events of one subscription are read. */
export interface EventQueries {
  readonly names: EventNames;
  /** The row as it is, by variable `key`. */
  readonly row: DocumentNode;
  /** Changes, by variables `after`, `first` and `key`; absent for a product without a history. */
  readonly changes?: DocumentNode;
}

/**
 * Writes a subscription as queries that select the same of each event, so that whatever holds of a query (rules, masks,
 * costs, the access log) holds of each event.
 */
export function eventQueries(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  field: SubscribedField,
): EventQueries {
  const names = unusedNames(document);
  const { one } = field.product.graphql;
  const { feed } = changeNames(field.product.graphql);
  const query = (text: string, variables: string): DocumentNode =>
    filled(document, operation, field.selections, text, variables);
  const event = field.kind === "changes" ? SELECTED : `${names.row}: row { ${SELECTED} }`;
  return {
    names,
    row: query(
      `${field.responseKey}: ${one}(${field.product.key}: $${names.key}) { ${SELECTED} }`,
      `$${names.key}: ID!`,
    ),
    ...(field.hasHistory && {
      changes: query(
        `${field.responseKey}: ${feed}(after: $${names.after}, first: $${names.first}, key: $${names.key}) {
          ${names.nodes}: nodes { ${names.position}: position ${event} }
          ${names.position}: position
          ${names.hasNext}: hasNextPage
        }`,
        `$${names.after}: ID, $${names.first}: Int, $${names.key}: ID`,
      ),
    }),
  };
}

/** Stands where the selections of the subscription go. */
const SELECTED = "__typename";

function filled(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  selections: readonly SelectionNode[],
  text: string,
  variables: string,
): DocumentNode {
  const written = parse(`query (${variables}) { ${text} }`, { noLocation: true });
  const [query] = written.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (query === undefined) throw new TypeError("the text is a query");
  const selecting = visit(query, {
    SelectionSet: {
      leave: (set) =>
        set.selections.some(isPlaceholder)
          ? {
              ...set,
              selections: set.selections.flatMap((each) => (isPlaceholder(each) ? selections : [each])),
            }
          : undefined,
    },
  });
  const variableDefinitions: readonly VariableDefinitionNode[] = [
    ...(operation.variableDefinitions ?? []),
    ...(query.variableDefinitions ?? []),
  ];
  const asked: OperationDefinitionNode = {
    ...selecting,
    ...(operation.name && { name: operation.name }),
    variableDefinitions,
  };
  const others = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [asked, ...others] };
}

const isPlaceholder = (node: SelectionNode): boolean =>
  node.kind === Kind.FIELD && node.name.value === SELECTED && node.alias === undefined;

function unusedNames(document: DocumentNode): EventNames {
  const used = new Set<string>();
  const use = ({ value }: { readonly value: string }): void => void used.add(value);
  visit(document, {
    Field: ({ alias, name }: FieldNode) => use(alias ?? name),
    Variable: ({ name }) => use(name),
  });
  let prefix = "live";
  while ([...used].some((each) => each.startsWith(`${prefix}_`))) prefix += "_";
  const named = (name: string): string => `${prefix}_${name}`;
  return {
    nodes: named("nodes"),
    row: named("row"),
    position: named("position"),
    hasNext: named("hasNext"),
    after: named("after"),
    first: named("first"),
    key: named("key"),
  };
}
