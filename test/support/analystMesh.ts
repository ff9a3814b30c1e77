import { makeDataDirectory, type MeshProcess, startMeshProcess } from "./meshProcess.ts";

/** A mesh in a process and a data directory of its own, and an analyst who asks it. */
export interface AnalystMesh {
  readonly mesh: MeshProcess;
  readonly token: string;
  /** Posts a body as the analyst, with these headers besides. */
  ask<Body>(
    headers: Readonly<Record<string, string>>,
    body: object,
  ): Promise<Body & { readonly status: number }>;
  /** Ends it and removes what it wrote. */
  stop(): Promise<void>;
}

/** Starts one with these settings besides its directory. */
export async function startAnalystMesh(settings: Readonly<Record<string, string>>): Promise<AnalystMesh> {
  const directory = await makeDataDirectory();
  const mesh = await startMeshProcess({ DATAMESH_DATA_DIR: directory.path, ...settings });
  const token = await mesh.token("analyst");
  return {
    mesh,
    token,
    ask: async <Body>(headers: Readonly<Record<string, string>>, body: object) => {
      const response = await fetch(`${mesh.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
        body: JSON.stringify(body),
      });
      return { status: response.status, ...((await response.json()) as Body) };
    },
    stop: async () => {
      await mesh.stop();
      await directory.remove();
    },
  };
}
