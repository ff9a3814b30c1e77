import type { OfferedEvent } from "../event/index.ts";
import type { InputDescriptor, ProductDescriptor } from "../product/index.ts";

/**
 * The fields of a product whose values an event decides: those the fold sets from it, apart from what comes only from
 * parts of the payload that this event leaves out. An event of another version than the one that is read counts as
 * leaving out nothing. Undefined for an event the product is not derived from.
 */
export function submittedFields(
  product: ProductDescriptor,
  event: Pick<OfferedEvent, "type" | "version" | "data">,
): readonly string[] | undefined {
  const inputs = product.inputs.filter(
    (input): input is EventsInput => input.kind === "events" && input.eventTypes.includes(event.type),
  );
  if (inputs.length === 0) return undefined;
  return [...new Set(inputs.flatMap((input) => decidedBy(input, event)))];
}

type EventsInput = Extract<InputDescriptor, { readonly kind: "events" }>;

function decidedBy(
  input: EventsInput,
  { version, data }: Pick<OfferedEvent, "version" | "data">,
): readonly string[] {
  const isAsRead = version === undefined || version === input.eventVersion;
  return Object.entries(input.fields)
    .filter(([, sources]) => !isAsRead || !isLeftOut(sources, data))
    .map(([field]) => field);
}

function isLeftOut(sources: readonly string[], data: unknown): boolean {
  const parts = sources.filter((path) => path.startsWith("data."));
  return parts.length > 0 && parts.length === sources.length && parts.every((path) => !isThere(path, data));
}

function isThere(path: string, data: unknown): boolean {
  const [, ...names] = path.split(".");
  let value = data;
  for (const name of names) {
    if (Array.isArray(value)) return true;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return false;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return true;
}
