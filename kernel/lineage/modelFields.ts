import type { FieldDescriptor } from "../product/descriptor.ts";

/** The fields by which a row names the model that made what it holds. */
export const MODEL_FIELDS = ["modelName", "modelVersion"] as const;

type GovernedField = Pick<FieldDescriptor, "name" | "classification" | "read">;

/** What of a product its models follow from; every descriptor has it. */
export interface ModelSource {
  readonly fields: readonly GovernedField[];
  readonly inputs: readonly { readonly kind: string; readonly take?: Readonly<Record<string, string>> }[];
}

/**
 * Whether the rows of a product name the models themselves: by `modelName` and `modelVersion`, which come from its own
 * events, say nothing of a person, and are for everybody who may read the product.
 */
export function namesModels({ fields, inputs }: ModelSource): boolean {
  const taken = new Set(inputs.flatMap(({ take = {} }) => Object.keys(take)));
  return MODEL_FIELDS.every((name) => isPlain(fields, name) && !taken.has(name));
}

/** Whether a field says nothing of a person, and whoever may read the product may read it. */
const isPlain = (fields: readonly GovernedField[], name: string): boolean =>
  fields.some(
    (field) => field.name === name && field.classification === "internal" && field.read === undefined,
  );

/** A version of a model in one word: `credit-oracle-v2.1`. */
export const modelId = (name: string, version: string): string => `${name}-${version}`;
