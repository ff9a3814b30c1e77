import {
  type Context,
  type DataProduct,
  describe,
  type FieldSpec,
  type Owner,
  type ProductDescriptor,
  type ProductRef,
  productRef,
} from "@datamesh/kernel/product";

/** What a product relies upon of a product that it joins, whether it takes all of it or not. */
export interface RelianceDescriptor {
  readonly product: ProductRef;
  readonly upstream: ProductRef;
  /** The upstream's key. */
  readonly key: string;
  readonly fields: readonly ({ readonly name: string } & Pick<FieldSpec, "type" | "classification">)[];
}

/** A context as others know it: without its code, so that it can come from another process. */
export interface DescribedContext {
  readonly name: string;
  readonly owner: Owner;
  readonly products: readonly ProductDescriptor[];
  readonly reliances: readonly RelianceDescriptor[];
}

/** What a context brings when it registers. */
export interface Registration {
  readonly context: DescribedContext;
  /** The schema of its subgraph. */
  readonly sdl: string;
}

/** A registration with its products by reference. */
export interface IndexedRegistration extends Registration {
  readonly products: ReadonlyMap<ProductRef, ProductDescriptor>;
}

/** What others may know of a context, as the JSON it will be recorded as. */
export function describeContext(context: Context): DescribedContext {
  const { name, owner, products } = context;
  const described = products.map((product) => describe(context, product));
  const reliances = products.flatMap(reliancesOf);
  return JSON.parse(JSON.stringify({ name, owner, products: described, reliances })) as DescribedContext;
}

function reliancesOf({ name, major, from }: DataProduct): readonly RelianceDescriptor[] {
  return from.flatMap((input) => {
    if (input.kind !== "join") return [];
    const { product, key, fields } = input.upstream;
    const relied = Object.entries(fields).map(([field, { spec }]) => ({
      name: field,
      type: spec.type,
      classification: spec.classification,
    }));
    return [{ product: productRef(name, major), upstream: product, key, fields: relied }];
  });
}

/** Indexes the products of a registration. */
export function indexRegistration({ context, sdl }: Registration): IndexedRegistration {
  const { products } = context;
  return {
    context,
    sdl,
    products: new Map(products.map((each) => [productRef(each.name, each.major), each])),
  };
}
