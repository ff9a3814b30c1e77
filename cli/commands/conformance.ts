import { existsSync } from "node:fs";
import { MeshError } from "@datamesh/kernel";
import { AUDITS, auditedProducts, type Check, checkDeclared } from "@datamesh/kernel/conformance";
import { Command } from "commander";
import { type CliConfig, readCliConfig } from "../config.ts";
import { asPublished } from "../conformance/asPublished.ts";
import { liveChecks } from "../conformance/liveChecks.ts";
import { conformanceReport, reportText } from "../conformance/report.ts";
import { loadMesh } from "../contexts.ts";
import { lockHolder } from "../database/index.ts";
import { EXIT } from "../exitCode.ts";
import { openConnections } from "../mesh/connections.ts";
import { loginsOf } from "../mesh/logins.ts";
import { findSealKey } from "../seals/sealKeys.ts";
import { sealsFile } from "../seals/sealsFiles.ts";
import { openMeshDatabase, type OpenMeshDatabase } from "../mesh/meshDatabase.ts";

/** `datamesh conformance`: do the products keep the laws and rules they are under? */
export function conformanceCommand(): Command {
  return new Command("conformance")
    .description(
      "check every product against the laws it declares itself under, with evidence from the live mesh",
    )
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      `
Declarations are always checked. When the mesh runs, or DATABASE_URL names its database, stored values, database
roles, the catalog, the access log and the seals of the logs are looked into as well; nothing is changed.
Exits with 0 when all that MUST hold does, with 1 when something does not, with 3 when it could not be checked.`,
    )
    .action(checkConformance);
}

async function checkConformance({ json }: { readonly json?: true }): Promise<void> {
  const config = readCliConfig(process.env);
  const { local, directory } = await loadMesh();
  const declared = [
    ...checkDeclared(AUDITS, auditedProducts(local)),
    ...(await asPublished(local, directory)),
  ];
  const database = await openLive(config);
  const live = typeof database === "string" ? [] : await lookInto(database, local, config);
  const report = conformanceReport([...declared, ...live], {
    checkedAt: new Date().toISOString(),
    declaredOnly: typeof database === "string" ? database : null,
  });
  process.stdout.write(json === true ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  process.exitCode = report.summary.failed === 0 ? EXIT.ok : EXIT.found;
}

/** The database of a mesh that runs, or why there is none to look into. */
async function openLive(config: CliConfig): Promise<OpenMeshDatabase | string> {
  if (config.databaseUrl === undefined && !existsSync(config.dataDir)) return "no mesh was ever started here";
  try {
    return await openMeshDatabase(config, { mayStart: false });
  } catch (error) {
    const isDown = error instanceof MeshError && error.code === "UNAVAILABLE";
    // Who has the directory runs a mesh, whose PostgreSQL should be there.
    if (isDown && config.databaseUrl === undefined && (await lockHolder(config.dataDir)) === undefined) {
      return "no mesh runs here now";
    }
    throw error;
  }
}

async function lookInto(
  database: OpenMeshDatabase,
  contexts: Parameters<typeof auditedProducts>[0],
  config: CliConfig,
): Promise<readonly Check[]> {
  const connections = openConnections(loginsOf(config, database.mesh), config.pools);
  try {
    process.stderr.write("datamesh: looking into the live mesh\n");
    const { accessLog, rolePrefix: prefix } = config;
    const sealsOf = async (context: string) => ({
      path: sealsFile(config, context),
      publicKey: (await findSealKey(config, context))?.publicKey,
    });
    return await liveChecks({ contexts, connections, prefix, accessLog, sealsOf });
  } catch (cause) {
    if (cause instanceof MeshError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MeshError("UNAVAILABLE", `the live mesh could not be looked into: ${reason}`, {}, { cause });
  } finally {
    await connections.end();
    await database.stop();
  }
}
