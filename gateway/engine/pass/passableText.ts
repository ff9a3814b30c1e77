import { isUtf8 } from "node:buffer";
import {
  type FieldNode,
  getNamedType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { type ShapeParts, type Slot, slotsOf } from "../complete/slots.ts";
import { boolean, int, list, literal, nothing, number, object, oneOf, type Scan, string } from "./scan.ts";

/**
 * The JSON of an answer's data, when the body of a subgraph's response is that of data alone and its data is, byte for
 * byte, what completing it would give; else undefined.
 */
export type PassableText = (body: string | Buffer) => string | Buffer | undefined;

const START = `{"data":`;

/**
 * Compiles the test of whether a response can be passed on unparsed: it reads the whole of it, and takes only keys in
 * the order and under the names in which they were asked for, and values of their types written as `JSON.stringify`
 * writes them. Undefined for an operation of which that cannot be said without completing: with interfaces or unions,
 * introspection, fields that are left out, or keys that were fetched under other names.
 */
export function passableText(parts: ShapeParts): PassableText | undefined {
  const root = parts.schema.getRootType(parts.operation.operation);
  const data = root ? objectOf(parts, root) : undefined;
  if (data === undefined) return undefined;
  const response = responseOf(data);
  return (body) => {
    if (typeof body !== "string")
      return isUtf8(body) && response(body) ? body.subarray(START.length, -1) : undefined;
    return body.isWellFormed() && response(Buffer.from(body)) ? body.slice(START.length, -1) : undefined;
  };
}

/** Whether all of the bytes is a response of such data and of nothing else. */
function responseOf(data: Scan): (bytes: Buffer) => boolean {
  const start = literal(START);
  const end = literal("}");
  return (bytes) => {
    const text = bytes.toString("latin1");
    const from = start(text, 0);
    const to = from < 0 ? -1 : data(text, from);
    return to >= 0 && end(text, to) === text.length;
  };
}

function objectOf(parts: ShapeParts, type: GraphQLObjectType, nodes?: FieldNode[]): Scan | undefined {
  const members = slotsOf(parts, type, nodes).map((slot) => ({
    key: slot.key,
    value: slotScan(parts, type, slot),
  }));
  const known = members.flatMap(({ key, value }) =>
    value === undefined || key in {} ? [] : [{ key, value }],
  );
  return known.length === members.length ? object(known) : undefined;
}

function slotScan(parts: ShapeParts, type: GraphQLObjectType, slot: Slot): Scan | undefined {
  if (slot.kind === "typename") return literal(JSON.stringify(type.name));
  if (slot.kind !== "fetched" || slot.fetched !== slot.key || slot.presenceKey !== undefined)
    return undefined;
  const named = getNamedType(slot.type);
  if (isLeafType(named)) return typeScan(slot.type, leafScan(named));
  const below = isObjectType(named) ? objectOf(parts, named, slot.nodes) : undefined;
  return below && typeScan(slot.type, below);
}

function typeScan(type: GraphQLOutputType, named: Scan): Scan {
  if (isNonNullType(type)) return nonNullScan(type.ofType, named);
  return oneOf([nonNullScan(type, named), nothing]);
}

function nonNullScan(type: GraphQLOutputType, named: Scan): Scan {
  return isListType(type) ? list(typeScan(type.ofType, named)) : named;
}

/** Of a scalar of ours any value that is no object and no list: nothing is known of how these are written. */
export function leafScan(type: GraphQLLeafType): Scan {
  if (isEnumType(type)) return oneOf(type.getValues().map(({ name }) => literal(JSON.stringify(name))));
  return SCANS.get(type.name) ?? oneOf([string, number, boolean]);
}

const SCANS: ReadonlyMap<string, Scan> = new Map([
  ["String", string],
  ["ID", string],
  ["Int", int],
  ["Float", number],
  ["Boolean", boolean],
]);
