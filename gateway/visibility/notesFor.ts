import { type Consumer, decide, mayKnow } from "@datamesh/kernel/policy";
import { type FieldDescriptor, type ProductDescriptor, productTypeNames } from "@datamesh/kernel/product";
import type { Notes } from "./withNotes.ts";

/** Notes on what a consumer may know of and not read; equal for all with an equal key, which is empty without notes. */
export interface ConsumerNotes extends Notes {
  readonly key: string;
}

/** What is said of products a consumer may not read, and of fields it may not read of others: by whom, and whom to ask. */
export function notesFor(products: readonly ProductDescriptor[], consumer: Consumer): ConsumerNotes {
  const types = new Map<string, string>();
  const fields = new Map<string, string>();
  for (const product of products) {
    const { type } = product.graphql;
    if (!mayKnow(product.policy, consumer)) continue;
    const refused = refusal(product, consumer);
    if (refused !== undefined) {
      for (const each of productTypeNames(product.graphql)) types.set(each, refused);
      continue;
    }
    for (const field of product.fields) {
      const note = field.read && refusal(product, consumer, field);
      if (note !== undefined) fields.set(`${type}.${field.name}`, note);
    }
  }
  return { types, fields, key: [...types.keys(), ...fields.keys()].join() };
}

/** Why it may not be read; undefined where it may. */
function refusal(
  { policy, owner }: ProductDescriptor,
  consumer: Consumer,
  field?: FieldDescriptor,
): string | undefined {
  const decision = decide({ action: "read", policy, consumer, ...(field && { field }) });
  if (decision.effect !== "deny") return undefined;
  return `You may not read this: ${decision.rule}; ask ${owner.team} (${owner.contact}).`;
}
