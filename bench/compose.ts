/**
 * Composing a mesh as wide as an enterprise's, 1,000 products of 20 contexts: `tsx bench/compose.ts [PRODUCTS]`. Says for
 * each step how long it took, processor time included, and what the heap held after it: the declarations, the subgraphs'
 * schemas, the supergraph, and the mesh that answers from it.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { contextTypeDefs } from "@datamesh/kernel/graphql";
import { describe } from "@datamesh/kernel/product";
import { subgraphReach } from "../cli/mesh/subgraphReach.ts";
import { permissions } from "../gateway/shield/permissions.ts";
import { compose, createMesh } from "../gateway/supergraph/index.ts";
import type { RegisteredSubgraph } from "../gateway/types.ts";
import { wideContexts } from "../test/support/wideContexts.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const MEBIBYTE = 1_024 ** 2;

async function step<Made>(name: string, work: () => Made | Promise<Made>): Promise<Made> {
  collect();
  const before = process.memoryUsage().heapUsed;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const made = await work();
  const took = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const peak = process.memoryUsage().heapUsed - before;
  collect();
  const kept = process.memoryUsage().heapUsed - before;
  const figures = [took, (user + system) / 1_000, peak / MEBIBYTE, kept / MEBIBYTE];
  say(`| ${name} | ${figures.map((each) => each.toFixed(0)).join(" | ")} |`);
  return made;
}
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const products = Number(process.argv[2] ?? 1_000);
say("| step | ms | ms of processor time | MiB at its end | MiB kept |");
say("|---|---|---|---|---|");
const contexts = await step("declare", () => {
  let left = products;
  return wideContexts().flatMap((context) => {
    const taken = context.products.slice(0, left);
    left -= taken.length;
    return taken.length === 0 ? [] : [{ ...context, products: taken }];
  });
});
const subgraphs = await step("schemas of subgraphs", () =>
  contexts.map((context): RegisteredSubgraph => {
    const described = context.products.map((product) => describe(context, product));
    return { name: context.name, sdl: contextTypeDefs(described), products: described };
  }),
);
const composition = await step("compose", () => compose(subgraphs));
if (!composition.ok) throw new Error(composition.problems.slice(0, 5).join("\n"));
const { supergraphSdl } = composition;
const mesh = await step("make the mesh", () =>
  createMesh({ ...subgraphReach(() => undefined), subgraphs, supergraphSdl, permissions }),
);
const types = Object.keys(mesh.apiSchema.getTypeMap()).length;
const size = (supergraphSdl.length / MEBIBYTE).toFixed(1);
say(
  `\n${subgraphs.length} subgraphs, ${mesh.products.length} products, ${size} MiB of supergraph, ${types} types`,
);
