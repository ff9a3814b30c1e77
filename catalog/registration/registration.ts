import {
  type Context,
  type ProductDescriptor,
  type ProductRef,
  describe,
  productRef,
} from "@datamesh/kernel/product";

/** What a context brings when it registers. */
export interface Registration {
  readonly context: Context;
  /** The schema of its subgraph. */
  readonly sdl: string;
}

/** A registration with the descriptors that follow from the context's declarations. */
export interface DescribedRegistration extends Registration {
  readonly products: ReadonlyMap<ProductRef, ProductDescriptor>;
}

/** Computes the descriptors, as the JSON they will be recorded as. */
export function describeRegistration({ context, sdl }: Registration): DescribedRegistration {
  const products = context.products.map((product) => asRecorded(describe(context, product)));
  return {
    context,
    sdl,
    products: new Map(products.map((each) => [productRef(each.name, each.major), each])),
  };
}

const asRecorded = (product: ProductDescriptor): ProductDescriptor =>
  JSON.parse(JSON.stringify(product)) as ProductDescriptor;
