import { type InlineFragmentNode, isObjectType, Kind } from "graphql";
import type { ShapeParts } from "../complete/slots.ts";
import { isInvolved, leavesOf } from "../execute/representation.ts";
import { requestBody } from "../execute/requestBody.ts";
import type { EntitiesNode, EntityGroup } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { askRows } from "./askRows.ts";
import type { JoinRun, JoinStep } from "./joinRun.ts";
import { addFields, type Known, type Place } from "./places.ts";
import { newList, type ReadRows, type Row, rowReader } from "./readRows.ts";
import type { RootJoin } from "./rootJoin.ts";
import { isShort, rowExpression } from "./rowExpression.ts";
import { rowShape } from "./rowShape.ts";
import { selectionsOf } from "./selectionsOf.ts";
import { collectKeys, type KeyParts, keyParts } from "./representKeys.ts";

/** What joining goes by: the shape of the answer, and where its objects stand. */
export interface Joining {
  readonly parts: ShapeParts;
  readonly satisfies: Satisfies;
  readonly root: RootJoin;
}

/**
 * Compiles a fetch of entities of one type at one place, which is the source of this number; undefined for any other. What
 * it has is added to the place.
 */
export function entityJoin(joining: Joining, node: EntitiesNode, source: number): JoinStep | undefined {
  const [group, ...others] = node.groups;
  const [selected, ...more] = selectionsOf(node.operation);
  if (
    group === undefined ||
    others.length > 0 ||
    node.isMutation ||
    selected?.kind !== Kind.FIELD ||
    more.length > 0
  )
    return undefined;
  const [path, ...paths] = group.paths;
  const [fragment, ...fragments] = selected.selectionSet?.selections ?? [];
  if (path === undefined || paths.length > 0 || fragments.length > 0 || isRewritten(group)) return undefined;
  const place = placeAt(joining, path);
  if (place === undefined || fragment?.kind !== Kind.INLINE_FRAGMENT || !isOf(fragment, place))
    return undefined;
  const keys = keyParts(place, leavesOf(place.type.name, group.requires, joining.satisfies));
  const members = rowShape(place.type, fragment.selectionSet.selections);
  if (keys === undefined || members === undefined || !isShort(members)) return undefined;
  if (!addFields(place, members, source)) return undefined;
  const read = rowReader({
    key: group.key,
    row: () => rowExpression(members),
    around: newList,
    isNullable: true,
  });
  return entityStep({ node, group, source, place, keys, read });
}

const isRewritten = ({ inputRewrites, outputRewrites, requires }: EntityGroup): boolean =>
  inputRewrites.length > 0 || outputRewrites.length > 0 || requires.some(isInvolved);

const isOf = ({ typeCondition, directives }: InlineFragmentNode, { type }: Place): boolean =>
  isObjectType(type) && typeCondition?.name.value === type.name && (directives?.length ?? 0) === 0;

interface EntityStep {
  readonly node: EntitiesNode;
  readonly group: EntityGroup;
  readonly source: number;
  readonly place: Place;
  readonly keys: KeyParts;
  readonly read: ReadRows;
}

function entityStep({ node, group, source, place, keys, read }: EntityStep): JoinStep {
  const bodyOf = requestBody(node);
  const label = `${JSON.stringify(group.variable)}:`;
  const ask = async (
    run: JoinRun,
    text: string,
    indices: readonly number[],
    count: number,
  ): Promise<boolean> => {
    const found = await askRows(run, node.subgraph, bodyOf(run.variables, `${label}[${text}]`), read);
    if (found?.rows.length !== count) return false;
    const rows: (Row | undefined)[] = [];
    for (const index of indices) rows.push(index < 0 ? undefined : found.rows[index]);
    run.rows[source] = rows;
    return true;
  };
  return (run) => {
    const { text, indices, count } = collectKeys(run, place, keys);
    if (run.isLost) return Promise.resolve(false);
    return count === 0 ? undefined : ask(run, text, indices, count);
  };
}

/** Where a path leads to, if there is no list on the way but that of the rows. */
function placeAt(
  { root, satisfies }: Joining,
  [first, ...rest]: EntityGroup["paths"][number],
): Place | undefined {
  if (first?.kind !== "field" || first.name !== root.key) return undefined;
  let known: Known | undefined = root.known;
  for (const segment of rest) {
    if (known?.kind !== "rows" && known?.kind !== "object") return undefined;
    const { kind, place }: { kind: "rows" | "object"; place: Place } = known;
    if (segment.kind === "field") {
      known = place.fields.get(segment.name);
    } else if (segment.kind === "items") {
      if (kind !== "rows") return undefined;
      known = { kind: "object", place };
    } else if (!segment.names.some((each) => satisfies(place.type.name, each))) {
      return undefined;
    }
  }
  return known?.kind === "rows" || known?.kind === "object" ? known.place : undefined;
}
