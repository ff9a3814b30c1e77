import { contextTypeDefs } from "@datamesh/kernel/graphql";
import { describe } from "@datamesh/kernel/product";
import { Command } from "commander";
import { lexicographicSortSchema, printSchema } from "graphql";
import { catalogSchema } from "../../catalog/index.ts";
import { compose, publicSchema } from "../../gateway/supergraph/index.ts";
import { loadMesh } from "../contexts.ts";

/** `datamesh schema`: the API schema, from the declarations alone. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description("print the GraphQL schema that consumers see; needs no database")
    .option("--json", "print one JSON document with the SDL in it")
    .action(printApiSchema);
}

async function printApiSchema({ json }: { readonly json?: true }): Promise<void> {
  const { local } = await loadMesh();
  const catalog = await catalogSchema();
  const composition = compose([
    { name: "catalog", sdl: catalog.sdl, products: [] },
    ...local.map((context) => {
      const products = context.products.map((product) => describe(context, product));
      return { name: context.name, sdl: contextTypeDefs(products), products };
    }),
  ]);
  if (!composition.ok) throw new TypeError(composition.problems.join("\n"));
  const sdl = printSchema(lexicographicSortSchema(publicSchema(composition.supergraphSdl)));
  process.stdout.write(json === true ? `${JSON.stringify({ sdl })}\n` : `${sdl}\n`);
}
