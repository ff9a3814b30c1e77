import { Command } from "commander";
import { loadMesh } from "../contexts.ts";
import { checkProduct } from "../contracts/checkProduct.ts";
import { findMissing } from "../contracts/findMissing.ts";
import { reportCheck, reportMissing } from "../contracts/reportCheck.ts";
import { rowsAtHand } from "../contracts/rowsAtHand.ts";
import { selectProducts } from "../contracts/selectProducts.ts";
import { EXIT } from "../exitCode.ts";

interface CheckCommandOptions {
  readonly contracts?: string;
  readonly database: boolean;
  readonly byData?: true;
  readonly json?: true;
}

/** `datamesh check`: whether declared versions may follow the published ones. */
export function checkCommand(): Command {
  return new Command("check")
    .description(
      "hold declared products against their published contracts, and against live rows where there are some",
    )
    .argument("[products...]", "products such as customer-profiles@1; all of them unless given")
    .option("--contracts <dir>", "where published contracts lie, when not in the contexts' own folders")
    .option("--no-database", "by contracts and code alone, whatever mesh is at hand")
    .option("--by-data", "let the live rows decide how large a change of code is")
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", HELP)
    .action(checkProducts);
}

const HELP = `
Prints what differs from the newest published version, the bump that needs and the bump that is declared. Where a
mesh is at hand (DATABASE_URL, or the data directory) products whose code changed are derived beside what is live, as
by datamesh diff, and the larger bump counts, unless --by-data lets the rows decide. No mesh is needed.
Events that are in a log and cannot be read by the declaration are named, and the check fails.
Exits with 1 when a version is declared too low, a loosened policy has no approval, a published contract
was edited, or a published product is no longer declared. docs/versions.md says which change needs which bump.`;

async function checkProducts(names: readonly string[], options: CheckCommandOptions): Promise<void> {
  const { contracts, json, database } = options;
  const byRows = options.byData === true;
  const loaded = await loadMesh();
  const { local, directory: root } = loaded;
  const place = { root, contracts };
  const selected = selectProducts(local, names);
  const computed = await rowsAtHand(loaded, selected, place, { database, byRows });
  const checked = await Promise.all(
    selected.map((each) => checkProduct(each, place, { approvals: [], byRows, ...computed(each) })),
  );
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
