import cluster from "node:cluster";
import { MeshError } from "@datamesh/kernel";
import { Command, InvalidArgumentError, Option } from "commander";
import { readCliConfig } from "../config.ts";
import { loadMesh, localContext } from "../contexts.ts";

/** `datamesh serve`: one process of a mesh that runs as many. */
export function serveCommand(): Command {
  return new Command("serve")
    .description(
      "run one process of a mesh that is spread over many, until Ctrl-C or SIGTERM; migrates nothing",
    )
    .addHelpText("after", ENVIRONMENT)
    .addCommand(
      new Command("gateway")
        .description("the door for consumers; needs no database")
        .addOption(
          new Option(
            "--supergraph <file or url>",
            "serve this supergraph, with nothing else of a mesh there",
          ).env("DATAMESH_SUPERGRAPH"),
        )
        .option("--permissions <file>", "with --supergraph: a module that exports the tree of rules")
        .option(
          "--no-auth",
          "with --supergraph: ask nobody who they are, on this machine alone; no rules either",
        )
        .option("--workers <n>", "run so many processes that share the port", readWorkers)
        .action(gateway),
    )
    .addCommand(
      new Command("catalog")
        .description("the catalog, where contexts register and gateways fetch the supergraph")
        .action(async () => {
          const { serveCatalog } = await import("../serve/serveCatalog.ts");
          await serveCatalog(await loadMesh(), process.env);
        }),
    )
    .addCommand(
      new Command("subgraph")
        .description("a context's products for the gateway; any number of replicas")
        .argument("<context>", "the context, such as customers")
        .action(async (name: string) => {
          const { serveSubgraph } = await import("../serve/serveSubgraph.ts");
          await serveSubgraph(localContext(await loadMesh(), name), process.env);
        }),
    )
    .addCommand(
      new Command("projector")
        .description("makes a context's products of its events")
        .argument("<context>", "the context, such as customers")
        .action(async (name: string) => {
          const { serveProjector } = await import("../serve/serveProjector.ts");
          const mesh = await loadMesh();
          await serveProjector(localContext(mesh, name), mesh, process.env);
        }),
    );
}

const MOST_WORKERS = 256;

function readWorkers(text: string): number {
  const workers = Number(text);
  if (/^\d+$/.test(text) && workers >= 1 && workers <= MOST_WORKERS) return workers;
  throw new InvalidArgumentError(`a number from 1 to ${MOST_WORKERS} is wanted.`);
}

interface GatewayOptions {
  readonly supergraph?: string;
  readonly permissions?: string;
  readonly auth: boolean;
  readonly workers?: number;
}

async function gateway({ workers = 1, ...options }: GatewayOptions): Promise<void> {
  if (workers > 1 && cluster.isPrimary) {
    const { serveByWorkers } = await import("../serve/workers/serveByWorkers.ts");
    return serveByWorkers(workers, readCliConfig(process.env));
  }
  try {
    await oneGateway(options);
  } finally {
    // A worker that never came to serve would be kept alive by the channel to the primary.
    if (cluster.isWorker) process.channel?.unref();
  }
}

async function oneGateway({ supergraph, permissions, auth }: GatewayOptions): Promise<void> {
  if (supergraph !== undefined && supergraph !== "") {
    const { serveStandalone } = await import("../serve/standalone/serveStandalone.ts");
    return serveStandalone({ supergraph, permissions, auth }, process.env);
  }
  if (permissions !== undefined || !auth) {
    throw new MeshError(
      "BAD_USER_INPUT",
      "--permissions and --no-auth are for a supergraph alone: --supergraph names it",
    );
  }
  const { serveGateway } = await import("../serve/serveGateway.ts");
  await serveGateway(await loadMesh(), process.env);
}

const ENVIRONMENT = `
Environment (each secret also as a file: NAME_FILE):
  all         HOST, PORT, LOG_LEVEL, DATAMESH_CONFIG
  gateway     DATAMESH_CATALOG_URL, DATAMESH_GATEWAY_KEY, DATAMESH_SERVICE_KEY_<CONTEXT> of each context and CATALOG,
              DATAMESH_DATA_DIR, DATAMESH_DRAIN, and who may ask (see docs/operate.md)
  gateway --supergraph
              DATAMESH_SUPERGRAPH, who may ask, and DATAMESH_SERVICE_KEY_<SUBGRAPH> of each that wants tokens
  catalog     DATAMESH_URL_CATALOG_APPEND, _PROJECT and _READ, DATAMESH_SERVICE_KEY_CATALOG, DATAMESH_GATEWAY_KEY,
              and of each context DATAMESH_REGISTRATION_KEY_<CONTEXT>, DATAMESH_ALLOWED_ADDRESSES_<CONTEXT>
  subgraph    DATAMESH_URL_<CONTEXT>_READ, DATAMESH_SERVICE_KEY_<CONTEXT>, DATAMESH_REGISTRATION_KEY_<CONTEXT>,
              DATAMESH_CATALOG_URL, DATAMESH_ADDRESS, DATAMESH_DRAIN
  projector   DATAMESH_URL_<CONTEXT>_PROJECT
  projector, catalog
              DATAMESH_SEALS and DATAMESH_SEAL_KEY_<CONTEXT>, to seal the log; DATAMESH_ADMIN_PORT
See docs/deploy.md.`;
