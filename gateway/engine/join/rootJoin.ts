import { getNullableType, isListType, isNonNullType, isObjectType, Kind } from "graphql";
import type { ShapeParts } from "../complete/slots.ts";
import { requestBody } from "../execute/requestBody.ts";
import type { FetchNode } from "../plan/planNode.ts";
import { askRows } from "./askRows.ts";
import type { JoinStep } from "./joinRun.ts";
import { addFields, type Place, rootPlace } from "./places.ts";
import { rowReader } from "./readRows.ts";
import { rowShape } from "./rowShape.ts";
import { selectionsOf } from "./selectionsOf.ts";

/** The fetch that a join begins with: one root field of rows. */
export interface RootJoin {
  readonly key: string;
  readonly place: Place;
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
  const shape = isObjectType(type) ? rowShape(type, field.selectionSet?.selections ?? []) : undefined;
  if (!isObjectType(type) || shape === undefined) return undefined;
  const key = (field.alias ?? field.name).value;
  const place = rootPlace(type);
  if (!addFields(place, shape.fields, 0)) return undefined;
  const isNullable = !isNonNullType(ofRows);
  const read = rowReader({ key, expression: shape.expression, isList, isNullable });
  const bodyOf = requestBody(node);
  const step: JoinStep = async (run) => {
    const found = await askRows(run, node.subgraph, bodyOf(run.variables), read);
    if (found === undefined) return false;
    run.rows[0] = found.rows;
    run.isList = isList;
    return true;
  };
  return { key, place, step };
}
