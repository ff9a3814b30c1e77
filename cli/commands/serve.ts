import { Command } from "commander";
import { loadMesh, localContext } from "../contexts.ts";

/** `datamesh serve`: one process of a mesh that runs as many. */
export function serveCommand(): Command {
  return new Command("serve")
    .description(
      "run one process of a mesh that is spread over many, until Ctrl-C or SIGTERM; migrates nothing",
    )
    .addHelpText("after", ENVIRONMENT)
    .addCommand(
      new Command("gateway").description("the door for consumers; needs no database").action(async () => {
        const { serveGateway } = await import("../serve/serveGateway.ts");
        await serveGateway(await loadMesh(), process.env);
      }),
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

const ENVIRONMENT = `
Environment (each secret also as a file: NAME_FILE):
  all         HOST, PORT, LOG_LEVEL, DATAMESH_CONFIG
  gateway     DATAMESH_CATALOG_URL, DATAMESH_GATEWAY_KEY, DATAMESH_SERVICE_KEY_<CONTEXT> of each context and CATALOG,
              DATAMESH_DATA_DIR, DATAMESH_DRAIN, and who may ask (see docs/operate.md)
  catalog     DATAMESH_URL_CATALOG_APPEND, _PROJECT and _READ, DATAMESH_SERVICE_KEY_CATALOG, DATAMESH_GATEWAY_KEY,
              and of each context DATAMESH_REGISTRATION_KEY_<CONTEXT>, DATAMESH_ALLOWED_ADDRESSES_<CONTEXT>
  subgraph    DATAMESH_URL_<CONTEXT>_READ, DATAMESH_SERVICE_KEY_<CONTEXT>, DATAMESH_REGISTRATION_KEY_<CONTEXT>,
              DATAMESH_CATALOG_URL, DATAMESH_ADDRESS, DATAMESH_DRAIN
  projector   DATAMESH_URL_<CONTEXT>_PROJECT
  projector, catalog
              DATAMESH_SEALS and DATAMESH_SEAL_KEY_<CONTEXT>, to seal the log; DATAMESH_ADMIN_PORT
See docs/deploy.md.`;
