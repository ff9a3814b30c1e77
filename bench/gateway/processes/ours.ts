import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SUBGRAPHS, supergraph } from "../mesh/schemas.ts";
import type { Issuer } from "../issuer.ts";
import { freePort } from "./freePort.ts";
import type { Gateway } from "./gateway.ts";
import { startProcess } from "./startProcess.ts";
import type { Addresses } from "./subgraphs.ts";

const CLI = fileURLToPath(new URL("../../../cli/bin/datamesh.js", import.meta.url));
const PERMISSIONS = fileURLToPath(new URL("../permissions.ts", import.meta.url));

/** What ours is started with. */
export interface OursParts {
  readonly directory: string;
  readonly addresses: Addresses;
  /** 32 bytes in base64url. */
  readonly serviceKey: string;
  readonly issuer: Issuer;
}

/** Our gateway over the same subgraphs: tokens verified, rules and service tokens on, every access logged. */
export function ours({ directory, addresses, serviceKey, issuer }: OursParts): Gateway {
  const file = join(directory, "ours.graphql");
  return {
    id: "ours",
    name: "DataMesh",
    start: async () => {
      await writeFile(file, supergraph(addresses));
      const port = await freePort();
      const keys = SUBGRAPHS.map((name) => [`DATAMESH_SERVICE_KEY_${name.toUpperCase()}`, serviceKey]);
      const env = {
        ...process.env,
        ...Object.fromEntries(keys),
        ...issuer.settings,
        PORT: String(port),
        DATAMESH_DATA_DIR: join(directory, "data"),
        // One consumer asks as much as many would.
        DATAMESH_RATE: "off",
        LOG_LEVEL: "warn",
        // In production keys are taken from https addresses alone.
        NODE_ENV: "",
      };
      const serve = ["serve", "gateway", "--supergraph", file, "--permissions", PERMISSIONS];
      const command = [process.execPath, CLI, ...serve] as const;
      const process_ = startProcess("measured", [...command], { env });
      const headers = { authorization: `Bearer ${await issuer.token()}` };
      return { port, path: "/graphql", headers, ...process_ };
    },
  };
}
