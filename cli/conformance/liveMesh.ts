import type { Context } from "@datamesh/kernel/product";
import type { Connections } from "../mesh/connections.ts";

/** A mesh as it runs, to be looked into. */
export interface LiveMesh {
  readonly contexts: readonly Context[];
  readonly connections: Pick<Connections, "as">;
  /** First part of the names of database roles. */
  readonly prefix: string;
  /** The gateway's access log. */
  readonly accessLog: string;
  /** The seals file of a context's log, and whose signatures count, where that is known here. */
  readonly sealsOf: (
    context: string,
  ) => Promise<{ readonly path: string; readonly publicKey: string | undefined }>;
}
