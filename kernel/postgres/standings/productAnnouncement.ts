import { KEBAB, type ProductRef, productRef } from "../../product/names.ts";
import { parseRevision } from "../../projection/revision.ts";
import type { Standing } from "../../projection/standing.ts";

/**
 * Reads what a commit announces on the channel `datamesh` (announcementSql): `product NAME@MAJOR POSITION REVISION`.
 * Undefined for everything else, and for what was announced by a release that named no revision.
 */
export function readProductAnnouncement(
  payload: string,
): readonly [product: ProductRef, standing: Standing] | undefined {
  const [kind, ref = "", position = "", text = "", ...more] = payload.split(" ");
  const [name = "", major = ""] = ref.split("@");
  const revision = parseRevision(text);
  if (kind !== "product" || revision === undefined || more.length > 0) return undefined;
  if (!KEBAB.test(name) || !/^[1-9]\d{0,8}$/.test(major) || !/^\d{1,15}$/.test(position)) return undefined;
  return [productRef(name, Number(major)), { revision, position: Number(position) }];
}
