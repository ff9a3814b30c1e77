import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers(
  {
    schema: `
      type Query { products: [Product!]! product(id: ID!): Product }
      type Product { id: ID! name: String! stock: Int warehouse: Warehouse }
      type Warehouse { code: String! country: String! city: String shelves: Int }
    `,
    subgraphs: {
      catalog: `
        type Query { products: [Product!]! product(id: ID!): Product }
        type Product @key(fields: "id") { id: ID! name: String! }
      `,
      inventory: `
        type Product @key(fields: "id") { id: ID! stock: Int warehouse: Warehouse }
        type Warehouse @key(fields: "code country") { code: String! country: String! shelves: Int }
      `,
      places: `type Warehouse @key(fields: "country code") { code: String! country: String! city: String }`,
    },
    data: () => {
      const warehouses = [
        { __typename: "Warehouse", code: "A", country: "NL", city: "Delft", shelves: 3 },
        { __typename: "Warehouse", code: "A", country: "DE", city: "Ulm", shelves: 0 },
      ];
      const products = ["p1", "p2", "p3"].map((id, index) => ({
        __typename: "Product",
        id,
        name: `Product ${id}`,
        stock: 10 * index,
        warehouse: warehouses[index] ?? null,
      }));
      return {
        query: {
          products,
          product: ({ id }: { id: string }) => products.find((each) => each.id === id) ?? null,
        },
        entities: [...products, ...warehouses],
      };
    },
    operations: {
      "an entity is found by its key in another subgraph": `{ products { stock name } }`,
      "a compound key takes both its fields": `{ products { warehouse { city } } }`,
      "fields before and behind the compound key": `{ products { warehouse { shelves city country } name } }`,
      "an argument picks one": `{ product(id: "p2") { name warehouse { country city } } }`,
      "none is null": `{ product(id: "p9") { name stock warehouse { city } } }`,
    },
    failures: {
      "a subgraph does not answer": {
        query: `{ products { name stock } }`,
        down: ["inventory"],
        lost: ["Product.stock"],
      },
      "a subgraph two keys away does not answer": {
        query: `{ products { name warehouse { code city } } }`,
        down: ["places"],
        lost: ["Warehouse.city"],
      },
    },
  },
  { http: true },
);
