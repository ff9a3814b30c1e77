import {
  getNullableType,
  type GraphQLObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
} from "graphql";
import type { ShapeParts } from "../complete/slots.ts";
import { requestBody } from "../execute/requestBody.ts";
import type { FetchNode } from "../plan/planNode.ts";
import { askRows } from "./askRows.ts";
import { AROUND, type JoinStep, ROWS } from "./joinRun.ts";
import { aroundPage, pageShape } from "./pageShape.ts";
import { addFields, type Known, rootPlace } from "./places.ts";
import { newList, type RowsWanted, rowReader } from "./readRows.ts";
import { isShort, rowExpression } from "./rowExpression.ts";
import { rowShape } from "./rowShape.ts";
import { selectionsOf } from "./selectionsOf.ts";

/** The fetch that a join begins with: one root field of rows, or of an object that has a list of them. */
export interface RootJoin {
  readonly key: string;
  readonly known: Known;
  readonly step: JoinStep;
}

/** Compiles it; undefined for a fetch of anything else. */
export function rootJoin({ schema }: ShapeParts, node: FetchNode): RootJoin | undefined {
  const [field, ...others] = selectionsOf(node.operation);
  const root = schema.getQueryType();
  if (!root || others.length > 0 || field?.kind !== Kind.FIELD || (field.directives?.length ?? 0) > 0)
    return undefined;
  const declared = root.getFields()[field.name.value]?.type;
  if (declared === undefined || node.isMutation || node.outputRewrites.length > 0) return undefined;
  const nullable = getNullableType(declared);
  const isList = isListType(nullable);
  const ofRows = isList ? nullable.ofType : declared;
  const type = getNullableType(ofRows);
  const selections = field.selectionSet?.selections ?? [];
  if (!isObjectType(type)) return undefined;
  const started =
    rowsStart(type, selections, isList, !isNonNullType(ofRows)) ??
    (isList ? undefined : pageStart(type, selections));
  if (started === undefined) return undefined;
  const key = (field.alias ?? field.name).value;
  return { key, known: started.known, step: rootStep(node, { key, ...started.wanted }) };
}

interface Started {
  readonly known: Known;
  readonly wanted: Omit<RowsWanted, "key">;
}

function rowsStart(
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  isList: boolean,
  isNullable: boolean,
): Started | undefined {
  const members = rowShape(type, selections);
  const place = rootPlace(type, ROWS);
  if (members === undefined || !isShort(members) || !addFields(place, members, ROWS)) return undefined;
  return {
    known: { kind: isList ? "rows" : "object", place },
    wanted: { row: () => rowExpression(members), around: isList ? newList : undefined, isNullable },
  };
}

function pageStart(type: GraphQLObjectType, selections: readonly SelectionNode[]): Started | undefined {
  const page = pageShape(type, selections);
  if (page === undefined || !isShort(page.rows)) return undefined;
  const place = rootPlace(type, AROUND);
  const ofRow = rootPlace(page.rowType, ROWS);
  const isAdded = addFields(place, page.before, AROUND) && addFields(place, page.after, AROUND);
  if (!isAdded || !addFields(ofRow, page.rows, ROWS)) return undefined;
  place.fields.set(page.listKey, { kind: "rows", place: ofRow });
  return {
    known: { kind: "object", place },
    wanted: {
      row: () => rowExpression(page.rows),
      around: () => aroundPage(page),
      isNullable: page.isNullable,
    },
  };
}

function rootStep(node: FetchNode, wanted: RowsWanted): JoinStep {
  const bodyOf = requestBody(node);
  const read = rowReader(wanted);
  return async (run) => {
    const found = await askRows(run, node.subgraph, bodyOf(run.variables), read);
    if (found === undefined) return false;
    run.rows[ROWS] = found.rows;
    run.rows[AROUND] = [found.around];
    return true;
  };
}
