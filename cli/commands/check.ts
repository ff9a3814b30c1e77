import { Command } from "commander";
import { loadMesh } from "../contexts.ts";
import { checkProduct } from "../contracts/checkProduct.ts";
import { findMissing } from "../contracts/findMissing.ts";
import { reportCheck, reportMissing } from "../contracts/reportCheck.ts";
import { selectProducts } from "../contracts/selectProducts.ts";
import { EXIT } from "../exitCode.ts";

interface CheckCommandOptions {
  readonly contracts?: string;
  readonly json?: true;
}

/** `datamesh check`: whether declared versions may follow the published ones. */
export function checkCommand(): Command {
  return new Command("check")
    .description("hold declared products against their published contracts; needs no database")
    .argument("[products...]", "products such as customer-profiles@1; all of them unless given")
    .option("--contracts <dir>", "where published contracts lie, when not in the contexts' own folders")
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", HELP)
    .action(checkProducts);
}

const HELP = `
Prints what differs from the newest published version, the bump that needs and the bump that is declared.
Exits with 1 when a version is declared too low, a loosened policy has no approval, a published contract
was edited, or a published product is no longer declared. docs/versions.md says which change needs which bump.`;

async function checkProducts(
  names: readonly string[],
  { contracts, json }: CheckCommandOptions,
): Promise<void> {
  const { local, directory: root } = await loadMesh();
  const place = { root, contracts };
  const checked = await Promise.all(selectProducts(local, names).map((each) => checkProduct(each, place)));
  const products = checked.map(({ check }) => check);
  const today = new Date().toISOString().slice(0, 10);
  const missing = names.length > 0 ? [] : await findMissing(local, place, today);
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ products, missing }, null, 2)}\n`
      : [...products.map(reportCheck), ...missing.map(reportMissing)].join(""),
  );
  const isFine = missing.length === 0 && products.every(({ problems }) => problems.length === 0);
  process.exitCode = isFine ? EXIT.ok : EXIT.found;
}
