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
import { pageShape } from "./pageShape.ts";
import { addFields, type Known, type Place, rootPlace } from "./places.ts";
import { newList, type RowsWanted, rowReader } from "./readRows.ts";
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
  const shape = rowShape(type, selections);
  const place = rootPlace(type, ROWS);
  if (shape === undefined || !addFields(place, shape.fields, ROWS)) return undefined;
  const around = isList ? newList() : undefined;
  return {
    known: { kind: isList ? "rows" : "object", place },
    wanted: { expression: shape.expression, around, isNullable },
  };
}

function pageStart(type: GraphQLObjectType, selections: readonly SelectionNode[]): Started | undefined {
  const page = pageShape(type, selections);
  if (page === undefined) return undefined;
  const { around, isNullable, rows, rowType, listKey, fields } = page;
  const place: Place = rootPlace(type, AROUND);
  const ofRow: Place = rootPlace(rowType, ROWS);
  if (!addFields(place, fields, AROUND) || !addFields(ofRow, rows.fields, ROWS)) return undefined;
  place.fields.set(listKey, { kind: "rows", place: ofRow });
  return { known: { kind: "object", place }, wanted: { expression: rows.expression, around, isNullable } };
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
