import { contextTypeDefs } from "@datamesh/kernel/graphql";
import { describe, type ProductDescriptor } from "@datamesh/kernel/product";
import { Command } from "commander";
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import { catalogSchema } from "../../catalog/index.ts";
import { compose, publicSchema } from "../../gateway/supergraph/index.ts";
import { loadMesh } from "../contexts.ts";
import { mayRead } from "../schema/readableProducts.ts";
import { schemaWithout } from "../schema/schemaWithout.ts";

interface SchemaOptions {
  readonly as?: string;
  readonly json?: true;
}

/** `datamesh schema`: the API schema, from the declarations alone. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description("print the GraphQL schema that consumers see; needs no database")
    .option(
      "--as <role>",
      "leave out the products that this role may not read, such as analyst or team:lending",
    )
    .option("--json", "print one JSON document with the SDL in it")
    .addHelpText("after", HELP)
    .action(printApiSchema);
}

const HELP = `
With --as, a product is left out that somebody with that role alone can in no way read, whatever purpose is declared:
its types, its root fields, links to it. Fields that are withheld or masked for the role stay. It is a view to write
operations against, not a protection: the gateway decides on every operation, whatever schema it was written with.`;

async function printApiSchema({ as: role, json }: SchemaOptions): Promise<void> {
  const { schema, products } = await declaredApi();
  const unreadable = role === undefined ? [] : products.filter((each) => !mayRead(role, each));
  if (role !== undefined && unreadable.length === products.length) {
    process.stderr.write(`datamesh: role ${role} may read no product: only the catalog is left\n`);
  }
  const shown = unreadable.length === 0 ? schema : schemaWithout(schema, unreadable);
  const sdl = printSchema(lexicographicSortSchema(shown));
  process.stdout.write(json === true ? `${JSON.stringify({ sdl })}\n` : `${sdl}\n`);
}

/** The schema that the contexts whose code is here make with the catalog. */
async function declaredApi(): Promise<{
  readonly schema: GraphQLSchema;
  readonly products: readonly ProductDescriptor[];
}> {
  const { local } = await loadMesh();
  const catalog = await catalogSchema();
  const subgraphs = local.map((context) => {
    const products = context.products.map((product) => describe(context, product));
    return { name: context.name, sdl: contextTypeDefs(products), products };
  });
  const composition = compose([{ name: "catalog", sdl: catalog.sdl, products: [] }, ...subgraphs]);
  if (!composition.ok) throw new TypeError(composition.problems.join("\n"));
  const products = subgraphs.flatMap((each) => each.products);
  return { schema: publicSchema(composition.supergraphSdl, products), products };
}
