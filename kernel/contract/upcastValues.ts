import { fieldSources } from "../lineage/fieldSources.ts";
import { upcastPaths } from "../lineage/upcastPaths.ts";
import type { DataProduct, Row } from "../product/dataProduct.ts";
import { type NamedUpcast, syntax, upcastsOf } from "../product/fingerprint.ts";
import type { Input, JoinInput } from "../product/input.ts";
import { contentHash } from "./contentHash.ts";
import type { FoldValues, InputValues } from "./foldValues.ts";

/**
 * The upcasts a product reads earlier events by, each with the fields whose values it decides: those that come from
 * something else than a part of the event that the step carries over as it was.
 */
export function upcastValues(product: DataProduct): FoldValues {
  const upcasts = upcastsOf(product);
  return Object.fromEntries(
    upcasts.map((each) => {
      const later = upcasts.filter(({ declaration }) => leadsTo(each, declaration));
      return [each.name, valuesOf(product, each, later)] as const;
    }),
  );
}

/** Whether a declaration is reached by a step after this one. */
const leadsTo = ({ declaration }: NamedUpcast, other: NamedUpcast["declaration"]): boolean =>
  other.version > declaration.version && declaration.types.every((type) => other.types.includes(type));

function valuesOf(product: DataProduct, step: NamedUpcast, later: readonly NamedUpcast[]): InputValues {
  const hash = contentHash(syntax(step.upcast.step));
  const [newest = step] = later;
  const inputs = product.from.filter(
    (input): input is Exclude<Input<Row>, JoinInput> =>
      input.kind !== "join" && input.event === newest.declaration,
  );
  const decided = inputs.flatMap((input) =>
    Object.entries(fieldSources(product, input))
      .filter(([, sources]) => isDecided(sources, step, later))
      .map(([field]) => field),
  );
  return { frame: "", given: [...new Set(decided)].toSorted().map((field) => [field, hash]) };
}

/** Whether what comes from these parts of the newest version is decided by the step, after the later ones. */
function isDecided(sources: readonly string[], step: NamedUpcast, later: readonly NamedUpcast[]): boolean {
  const before = later.reduce<readonly string[] | undefined>((paths, { upcast }) => {
    const carried = upcastPaths(upcast);
    return carried && paths?.flatMap((path) => (isOfPayload(path) ? carried(path).sources : [path]));
  }, sources);
  const carried = upcastPaths(step.upcast);
  if (before === undefined || carried === undefined) return true;
  return before.some((path) => path === "event" || (isOfPayload(path) && !carried(path).isAsItWas));
}

const isOfPayload = (path: string): boolean => path === "data" || path.startsWith("data.");
