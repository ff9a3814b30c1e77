import { dutyUrl, openDatabase } from "@datamesh/kernel/postgres";
import { Command } from "commander";
import { productReports, unknownEventReports } from "../../catalog/index.ts";
import { readCliConfig } from "../config.ts";
import { EXIT } from "../exitCode.ts";
import { requireMesh } from "../mesh/requireMesh.ts";
import { withMeshDatabase } from "../mesh/withMeshDatabase.ts";
import { contextStandings, standingText, withStandings } from "../products/contextStandings.ts";
import { isCatalogThere } from "../products/isCatalogThere.ts";
import { productTable } from "../products/productTable.ts";
import { unknownEventsText } from "../products/unknownEventsText.ts";

interface ProductsOptions {
  readonly check?: true;
  readonly json?: true;
}

/** `datamesh products`: what is served, and how it kept its promises in the last hour. */
export function productsCommand(): Command {
  return new Command("products")
    .description("list the products that are served, and how each kept its SLA in the last hour")
    .option("--check", "exit with 1 when a promise was not kept")
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", HELP)
    .action(printProducts);
}

const HELP = `
Each promise is met or missed, with what was observed; without traffic or samples there is nothing to judge.
POSITION counts the changes of rows; QUARANTINED the events that could not be folded; AGE is that of the oldest event that is not in the product yet.
docs/slas.md says how each is measured.`;

async function printProducts({ check, json }: ProductsOptions): Promise<void> {
  const config = readCliConfig(process.env);
  await requireMesh(config);
  const { reports, unknown, standings } = await withMeshDatabase(config, async ({ mesh }) => {
    if (!(await isCatalogThere(mesh))) return { reports: [], unknown: [], standings: [] };
    const catalog = openDatabase(dutyUrl(mesh, "catalog", "read"), { max: 2 });
    try {
      const reports = await productReports(catalog);
      const contexts = reports.map(({ context }) => context);
      return {
        reports,
        unknown: await unknownEventReports(catalog),
        standings: await contextStandings(mesh, contexts),
      };
    } finally {
      await catalog.end();
    }
  });
  const who = standings.map((each) => `${standingText(each)}\n`).join("");
  process.stdout.write(
    json === true
      ? `${JSON.stringify(withStandings(reports, standings), null, 2)}\n`
      : productTable(reports) + who,
  );
  process.stderr.write(unknownEventsText(unknown));
  const missed = reports.some(({ sla }) => sla.some(({ met }) => met === false));
  process.exitCode = check === true && missed ? EXIT.found : EXIT.ok;
}
