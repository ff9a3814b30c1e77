import type { ProductDescriptor } from "@datamesh/kernel/product";

/** Where in a contract a word can stand. */
export const SEARCHED = [
  "NAME",
  "TITLE",
  "OWNER",
  "CONTEXT",
  "TAG",
  "PURPOSE",
  "FIELD",
  "FIELD_DESCRIPTION",
  "DESCRIPTION",
] as const;
export type Searched = (typeof SEARCHED)[number];

/** A text of a contract that is searched. */
export interface SearchText {
  readonly in: Searched;
  readonly text: string;
  /** The field that the text is about, if it is about one. */
  readonly field?: string;
}

/** The texts that a product is found by. */
export function searchTexts(product: ProductDescriptor): readonly SearchText[] {
  const { name, title, owner, context, policy, fields, description } = product;
  return [
    { in: "NAME", text: name },
    { in: "TITLE", text: title },
    { in: "OWNER", text: owner.team },
    { in: "CONTEXT", text: context },
    ...policy.compliance.map((text) => ({ in: "TAG", text }) as const),
    ...policy.purposes.map((text) => ({ in: "PURPOSE", text }) as const),
    ...fields.map((field) => ({ in: "FIELD", text: field.name, field: field.name }) as const),
    { in: "DESCRIPTION", text: description },
    ...fields.map((field) => {
      return { in: "FIELD_DESCRIPTION", text: field.description, field: field.name } as const;
    }),
  ];
}
