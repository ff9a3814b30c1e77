import { type DataProduct, freeNames } from "@datamesh/kernel/product";
import type { Audit } from "../audit.ts";

/** The kernel's own, whose meaning no context can change. */
const KERNEL = new Set(["remove"]);

export const replayAudits: readonly Audit[] = [
  {
    id: "folds-are-whole",
    level: "MUST",
    requires: "a fold names nothing outside itself, so that its fingerprint covers all of it",
    findings: ({ product }) =>
      foldsOf(product)
        .flatMap(freeNames)
        .filter((name) => !KERNEL.has(name))
        .map((name) => `a fold uses ${name}`),
  },
  {
    id: "inputs-are-declared",
    level: "MUST",
    requires: "every event type consumed is one the context declares",
    findings: ({ context, descriptor }) => {
      const declared = new Set(context.events.flatMap((event) => event.types));
      return descriptor.inputs
        .flatMap((input) => (input.kind === "events" ? input.eventTypes : []))
        .filter((type) => !declared.has(type));
    },
  },
];

function foldsOf(product: DataProduct): readonly ((...args: never[]) => unknown)[] {
  return product.from.flatMap((input): ((...args: never[]) => unknown)[] => {
    if (input.kind === "join") return [];
    if (input.kind === "events") return [input.fold];
    return [input.key, input.accumulate, ...(input.distinct === undefined ? [] : [input.distinct])];
  });
}
