import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { parseProductRef } from "@datamesh/kernel/product";
import { Command } from "commander";
import { type LoadedMesh, loadMesh, localContext } from "../contexts.ts";
import { EXIT } from "../exitCode.ts";
import { carryOut } from "../scaffold/carryOut.ts";
import { contextHome } from "../scaffold/contextHome.ts";
import { formatterOf } from "../scaffold/formatter.ts";
import { contextNameProblems, productNameProblems, type Taken } from "../scaffold/nameProblems.ts";
import { readPackedPackages } from "../scaffold/packedPackages.ts";
import type { ScaffoldPlan } from "../scaffold/plan.ts";
import { planContext } from "../scaffold/planContext.ts";
import { planProduct } from "../scaffold/planProduct.ts";
import { planStandalone } from "../scaffold/planStandalone.ts";
import { reportScaffold } from "../scaffold/reportScaffold.ts";
import { contextWords, pluralOf, productWords } from "../scaffold/words.ts";

interface NewOptions {
  readonly dryRun?: true;
  readonly json?: true;
}

interface NewContextOptions extends NewOptions {
  readonly product?: string;
  readonly standalone?: string;
  readonly packages?: string;
}

/** `datamesh new`: the files of a new product or context. */
export function newCommand(): Command {
  return new Command("new")
    .description("begin a product or a context: its files, ready to be edited")
    .addCommand(
      withCommonOptions(
        new Command("product")
          .description(
            "a product of a context: its file, its spec, an event, and a line in the context's list",
          )
          .argument("<name>", "what the product is called, in the plural: branch-offices")
          .requiredOption("--context <name>", "the context whose product it is"),
      ).action(newProduct),
    )
    .addCommand(
      withCommonOptions(
        new Command("context")
          .description("a context with a first product, in this repository or in one of its own")
          .argument("<name>", "what the context is called: branch-network")
          .option(
            "--product <name>",
            "what its first product is called; the plural of the context's name unless given",
          )
          .option("--standalone <dir>", "make a repository of its own there")
          .option(
            "--packages <dir>",
            "with --standalone: depend on the packed packages there, of which it gets copies",
          ),
      ).action(newContext),
    );
}

const withCommonOptions = (command: Command): Command =>
  command
    .option("--dry-run", "tell what would be made, and make nothing")
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", "\nExits with 1 when a file that is there has to be edited by hand.");

async function newProduct(name: string, options: NewOptions & { readonly context: string }): Promise<void> {
  const mesh = await loadMesh();
  const context = localContext(mesh, options.context);
  refuse(productNameProblems(name, takenIn(mesh)));
  const words = productWords(name);
  if (context.events.some(({ types }) => types.includes(words.eventType))) {
    refuse([
      `context ${context.name} has an event ${words.eventType} already, which ${name} would begin with`,
    ]);
  }
  const plan = planProduct(words, await contextHome(mesh.directory, context));
  await scaffold({ ...plan, next: nextIn(mesh.directory, name) }, mesh.directory, options);
}

async function newContext(name: string, options: NewContextOptions): Promise<void> {
  const { standalone, packages, product: productName = pluralOf(name) } = options;
  if (packages !== undefined && standalone === undefined) refuse(["--packages goes with --standalone"]);
  const mesh = standalone === undefined ? await loadMesh() : undefined;
  const taken = mesh === undefined ? { contexts: [], products: [] } : takenIn(mesh);
  refuse([...contextNameProblems(name, taken), ...productNameProblems(productName, taken)]);
  const product = productWords(productName);
  const context = contextWords(name, product);
  if (mesh !== undefined) {
    const plan = { ...planContext(context, product), next: nextIn(mesh.directory, productName) };
    return scaffold(plan, mesh.directory, options);
  }
  const root = resolve(standalone ?? "");
  await requireEmpty(root);
  const packed = packages === undefined ? [] : await readPackedPackages(packages);
  const plan = planStandalone(context, product, packed);
  const next = [
    `cd ${relative(process.cwd(), root)} && npm install`,
    "npm run ci",
    `npx datamesh publish ${productName}@1`,
  ];
  await scaffold({ ...plan, next }, root, options);
}

async function scaffold(plan: ScaffoldPlan, root: string, { dryRun, json }: NewOptions): Promise<void> {
  const format = await formatterOf(root);
  const outcome = await carryOut(plan, { root, dryRun: dryRun === true, format });
  const report = { root, dryRun: dryRun === true, ...outcome, next: plan.next };
  process.stdout.write(json === true ? `${JSON.stringify(report, null, 2)}\n` : reportScaffold(report));
  process.exitCode = outcome.byHand.length === 0 ? EXIT.ok : EXIT.found;
}

const takenIn = ({ all, remotes }: LoadedMesh): Taken => ({
  contexts: [...all, ...remotes].map(({ name }) => name),
  products: [
    ...all.flatMap(({ products }) => products.map(({ name }) => name)),
    ...remotes.flatMap(({ products }) => products.map((ref) => parseProductRef(ref).name)),
  ],
});

/** A public schema that is kept in the repository has to follow. */
function nextIn(root: string, product: string): readonly string[] {
  const keepsSchema = existsSync(join(root, "examples", "frontend", "schema.graphql"));
  const isShared = existsSync(join(root, "subgraphs"));
  return [
    isShared ? "npm run test:unit" : "npm test",
    `npx datamesh publish ${product}@1`,
    ...(keepsSchema ? ["npm run codegen"] : []),
  ];
}

async function requireEmpty(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const entries = await readdir(directory).catch(() => ["what is no directory"]);
  if (entries.some((each) => each !== ".git")) {
    refuse([`${directory} is not empty: name a directory that is, or that is not there yet`]);
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new MeshError("BAD_USER_INPUT", problems.join("; "));
}
