import { type DataProduct, freeNames } from "../../product/index.ts";
import { type Audit, type Audited, HOUSE } from "../audit.ts";

/** The kernel's own, whose meaning no context can change. */
const KERNEL = new Set(["remove"]);

export const replayAudits: readonly Audit[] = [
  {
    id: "folds-are-whole",
    level: "MUST",
    source: HOUSE,
    requires: "a fold names nothing outside itself, so that its fingerprint covers all of it",
    findings: ({ product }) =>
      foldsOf(product)
        .flatMap(freeNames)
        .filter((name) => !KERNEL.has(name))
        .map((name) => `a fold uses ${name}`),
    evidence: ({ descriptor }) => `fingerprint ${descriptor.fingerprint}`,
  },
  {
    id: "inputs-are-declared",
    level: "MUST",
    source: HOUSE,
    requires: "every event type consumed is one the context declares",
    findings: (audited) => {
      const declared = new Set(audited.context.events.flatMap((event) => event.types));
      return consumed(audited).filter((type) => !declared.has(type));
    },
    evidence: (audited) => `${consumed(audited).length} types of ${audited.context.log}`,
  },
];

const consumed = ({ descriptor }: Audited): readonly string[] =>
  descriptor.inputs.flatMap((input) => (input.kind === "events" ? input.eventTypes : []));

function foldsOf(product: DataProduct): readonly ((...args: never[]) => unknown)[] {
  return product.from.flatMap((input): ((...args: never[]) => unknown)[] => {
    if (input.kind === "join" || input.kind === "fold") return [];
    if (input.kind === "events") return [input.fold];
    return [input.key, input.accumulate, ...(input.distinct === undefined ? [] : [input.distinct])];
  });
}
