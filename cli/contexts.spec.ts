import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadMesh, localContext } from "./contexts.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "datamesh-config-"));
});
afterEach(() => rm(directory, { recursive: true }));

async function load(text: string) {
  const file = join(directory, "mesh.config.mjs");
  await writeFile(file, text);
  return loadMesh({ DATAMESH_CONFIG: file });
}

const local = `{ name: "things", owner: {}, schema: "things", log: "things_events", events: [], products: [] }`;

test("the mesh of this repository is the one its configuration lists", async () => {
  const { local: contexts, all, remotes, importers } = await loadMesh({});
  expect(contexts.map(({ name }) => name)).toEqual(["credit-oracle", "customers", "lending", "models"]);
  expect(all.at(-1)?.name).toBe("catalog");
  expect(remotes).toEqual([]);
  expect(Object.keys(importers)).toEqual(["lending"]);
});

test("another file is named by DATAMESH_CONFIG; what runs elsewhere is kept apart", async () => {
  const mesh = await load(
    `export default { contexts: [${local}, { kind: "remote", name: "weather", url: "http://w", products: [] }], importers: {} };`,
  );
  expect(mesh.local.map(({ name }) => name)).toEqual(["things"]);
  expect(mesh.remotes.map(({ name }) => name)).toEqual(["weather"]);
  expect(mesh.directory).toBe(directory);
  expect(() => localContext(mesh, "weather")).toThrow('there is no context "weather"; there is things');
});

test.each([
  ["export const mesh = {};", "does not export a mesh"],
  ["export default { contexts: 1, importers: {} };", "does not export a mesh"],
  ["throw new Error('broken');", "cannot be loaded: broken"],
])("a file that says %j is told to be of no use", async (text, message) => {
  await expect(load(text)).rejects.toThrow(message);
});

test("a file that is not there is named", async () => {
  await expect(loadMesh({ DATAMESH_CONFIG: join(directory, "absent.ts") })).rejects.toThrow(
    "absent.ts, which is not there",
  );
});
