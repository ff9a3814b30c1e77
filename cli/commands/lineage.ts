import { MeshError } from "@datamesh/kernel";
import { lineageGraph, type LineageGraph, type LineageSource } from "@datamesh/kernel/lineage";
import { describe, productRef } from "@datamesh/kernel/product";
import { Command } from "commander";
import { readCliConfig } from "../config.ts";
import { loadMesh } from "../contexts.ts";
import { lineageDocument } from "../lineage/lineageDocument.ts";
import { downstreamText, upstreamText } from "../lineage/lineageText.ts";
import { observe } from "../lineage/observe.ts";

interface LineageOptions {
  readonly downstream?: true;
  readonly fields?: true;
  readonly json?: true;
}

/** `datamesh lineage`: what a product is derived from, or what is derived from it. */
export function lineageCommand(): Command {
  return new Command("lineage")
    .description("show what a product is derived from, or with --downstream what is derived from it")
    .argument("<product>", "the product as name@major, such as customer-credit-scores@2")
    .option("--downstream", "the products derived from it, however far, with their owners")
    .option("--fields", "what each field comes from, a line for each")
    .option("--json", "print one JSON document on stdout: everything up- or downstream, fields included")
    .addHelpText("after", HELP)
    .action(printLineage);
}

const HELP = `
What is shown is declared; of an upstream that tells models, the newest row's model and version is shown too,
read from the mesh's database, whether the mesh is up or not. docs/lineage.md says how lineage is derived.`;

async function printLineage(ref: string, { downstream, fields, json }: LineageOptions): Promise<void> {
  const { local, remotes } = await loadMesh();
  const declared = local.flatMap((context) => context.products.map((product) => describe(context, product)));
  const product = declared.find(({ name, major }) => productRef(name, major) === ref);
  const elsewhere = remotes.length > 0;
  if (product === undefined && !elsewhere) throw unknown(ref, lineageGraph(declared));
  const { registered, models } = await observe(readCliConfig(process.env), { product, elsewhere }, (why) =>
    process.stderr.write(`datamesh: ${why}\n`),
  );
  const own = new Set(local.map(({ name }) => name));
  const graph = lineageGraph([...declared, ...registered.filter(({ context }) => !own.has(context))]);
  const of = productIn(graph, ref);
  const direction = downstream === true ? "downstream" : "upstream";
  const options = { fields: fields === true };
  if (json === true) {
    process.stdout.write(`${JSON.stringify(lineageDocument(graph, ref, direction, models), null, 2)}\n`);
    return;
  }
  process.stdout.write(
    downstream === true ? downstreamText(graph, of, options) : upstreamText(graph, of, models, options),
  );
}

function productIn(graph: LineageGraph, ref: string): LineageSource {
  const found = graph.nodes.get(ref)?.product;
  if (found === undefined) throw unknown(ref, graph);
  return found;
}

function unknown(ref: string, { nodes }: LineageGraph): MeshError {
  const known = [...nodes.values()].filter(({ product }) => product !== undefined).map(({ id }) => id);
  return new MeshError(
    "BAD_USER_INPUT",
    `there is no product "${ref}"; there is ${known.join(", ") || "none"}`,
  );
}
