import type { Policy } from "@datamesh/kernel";
import type { FieldDescriptor, ProductDescriptor } from "@datamesh/kernel/product";

/** What a policy says of one field. */
type FieldPolicy = Pick<FieldDescriptor, "name" | "mask" | "read" | "write">;

/** The part of a contract that says who may see what; of the fields only those with a mask or a rule. */
export interface PolicyPart {
  readonly policy: Policy;
  readonly fields: readonly FieldPolicy[];
}

/** Takes the policy out of a contract. */
export function policyPart({ policy, fields }: ProductDescriptor): PolicyPart {
  const governed = fields.filter(({ mask, read, write }) => mask ?? read ?? write);
  return { policy, fields: governed.map(fieldPolicy) };
}

/** The contract under another policy. */
export function withPolicy(product: ProductDescriptor, { policy, fields }: PolicyPart): ProductDescriptor {
  const governed = new Map(fields.map((field) => [field.name, field]));
  return {
    ...product,
    policy,
    fields: product.fields.map((field) => ({ ...ungoverned(field), ...governed.get(field.name) })),
  };
}

const fieldPolicy = ({ name, mask, read, write }: FieldDescriptor): FieldPolicy => ({
  name,
  ...(mask !== undefined && { mask }),
  ...(read !== undefined && { read }),
  ...(write !== undefined && { write }),
});

function ungoverned({ mask: _mask, read: _read, write: _write, ...field }: FieldDescriptor): FieldDescriptor {
  return field;
}
