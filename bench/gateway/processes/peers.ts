import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SUBGRAPHS, sdlOf, supergraph } from "../mesh/schemas.ts";
import { freePort } from "./freePort.ts";
import type { Gateway, StartedGateway } from "./gateway.ts";
import { startProcess, type Started } from "./startProcess.ts";
import type { Addresses } from "./subgraphs.ts";

const PEERS = fileURLToPath(new URL("../../peers/", import.meta.url));
const MODULES = join(PEERS, "node_modules");

/** Whether the peers are installed; they are a package of their own. */
export const peersAreInstalled = (): boolean => existsSync(join(MODULES, "@apollo/gateway"));

/** The gateways that ours is measured against, over the same subgraphs; each as its makers run it. */
export function peers(directory: string, addresses: Addresses): readonly Gateway[] {
  const file = join(directory, "peers.graphql");
  const written = writeFile(file, supergraph(addresses));
  const env = { ...process.env, NODE_ENV: "production" };
  return [
    {
      id: "apollo",
      name: "ApolloServer + @apollo/gateway",
      start: async () => {
        await written;
        const port = await freePort();
        const command = [process.execPath, "apolloGateway.mjs", file, String(port)] as const;
        return running(port, startProcess("measured", command, { cwd: PEERS, env }));
      },
    },
    {
      id: "grafbase",
      name: "Grafbase",
      start: async () => {
        const port = await freePort();
        const overrides = await writeOverrides(directory, addresses);
        const command = [
          join(MODULES, "grafbase/grafbase"),
          "dev",
          "-c",
          join(directory, "grafbase.toml"),
          "-o",
          overrides,
          "-p",
          String(port),
        ] as const;
        return running(port, startProcess("measured", command, { cwd: directory, env }));
      },
    },
    {
      id: "hive",
      name: "Hive Gateway, Rust planner",
      start: async () => {
        await written;
        const port = await freePort();
        const bin = join(MODULES, ".bin/hive-gateway");
        const command = [process.execPath, bin, "supergraph", "-c", "hiveGateway.config.mjs"] as const;
        const settings = { ...env, SUPERGRAPH: file, PORT: String(port) };
        return running(port, startProcess("measured", command, { cwd: PEERS, env: settings }));
      },
    },
  ];
}

function running(port: number, process: Started): StartedGateway {
  return { port, path: "/graphql", headers: {}, ...process };
}

/** What `grafbase dev` reads its subgraphs from. */
async function writeOverrides(directory: string, addresses: Addresses): Promise<string> {
  const file = join(directory, "overrides.toml");
  const entries = SUBGRAPHS.map(
    (name) => `[subgraphs.${name}]\nurl = "${addresses[name]}"\nschema_path = "${name}.graphql"\n`,
  );
  await writeFile(file, entries.join("\n"));
  // It looks for both files, and fails without words when one is not there.
  await writeFile(join(directory, "grafbase.toml"), "[graph]\nintrospection = false\n");
  for (const name of SUBGRAPHS) await writeFile(join(directory, `${name}.graphql`), sdlOf(name));
  return file;
}
