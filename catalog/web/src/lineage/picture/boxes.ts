import type { FieldKey } from "../graph/fieldGraph.ts";
import type { Layout, LayoutRequest, Point } from "../layout/layout.ts";
import type { Picture, PictureNode } from "./pictureOf.ts";

/** How large things are drawn, in pixels; LineageBox.module.css has the same. */
export const BOX_WIDTH = 248;
export const HEAD_HEIGHT = 60;
export const FIELD_HEIGHT = 26;
/** Above the first field, and below the last. */
export const FIELDS_TOP = 6;
const FIELDS_BOTTOM = 7;

/** A box where it is drawn. */
export interface PlacedBox extends Point {
  readonly height: number;
  readonly fields: readonly FieldKey[];
}

/** A picture whose boxes have a place. */
export interface PlacedPicture {
  readonly picture: Picture;
  readonly boxes: ReadonlyMap<string, PlacedBox>;
  /** Where lines enter the layers that they pass, by `pairKey`. */
  readonly bends: ReadonlyMap<string, readonly Point[]>;
}

export const pairKey = (wire: { readonly from: string; readonly to: string }): string =>
  `${wire.from} ${wire.to}`;

/** How high a node is with its fields. */
export const heightOf = ({ fields }: Pick<PictureNode, "fields">): number =>
  HEAD_HEIGHT + (fields.length === 0 ? 0 : FIELDS_TOP + fields.length * FIELD_HEIGHT + FIELDS_BOTTOM);

/** What is asked of the layout: each pair of nodes counts once, however many fields lie between them. */
export function layoutRequest({ root, nodes, wires }: Picture): LayoutRequest {
  const index = new Map(nodes.map(({ node: { id } }, at) => [id, at]));
  return {
    boxes: nodes.map((node) => ({ width: BOX_WIDTH, height: heightOf(node) })),
    edges: pairsOf(wires).map(({ from, to }) => [index.get(from)!, index.get(to)!] as const),
    root: index.get(root) ?? 0,
  };
}

/** The picture as the layout has it. */
export function placedPicture(picture: Picture, layout: Layout): PlacedPicture {
  const boxes = picture.nodes.map((each, at) => {
    const box: PlacedBox = { ...layout.boxes[at]!, height: heightOf(each), fields: each.fields };
    return [each.node.id, box] as const;
  });
  const bends = pairsOf(picture.wires).map((pair, at) => [pairKey(pair), layout.bends[at] ?? []] as const);
  return { picture, boxes: new Map(boxes), bends: new Map(bends) };
}

const pairsOf = (wires: Picture["wires"]): readonly { readonly from: string; readonly to: string }[] => [
  ...new Map(wires.map((wire) => [pairKey(wire), wire])).values(),
];
