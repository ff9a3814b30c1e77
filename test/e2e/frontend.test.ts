import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { generate } from "@graphql-codegen/cli";
import codegen from "../../examples/frontend/codegen.ts";
import { scoreCard } from "../../examples/frontend/scoreCard.ts";
import { datamesh, makeDataDirectory, startMeshProcess } from "../support/meshProcess.ts";

const ROOT = resolve(import.meta.dirname, "../..");

describe("the example frontend", () => {
  it("has the schema that datamesh schema prints, and types generated from it", async () => {
    const { stdout } = await datamesh(["schema"], {});
    expect(await readFile(join(ROOT, "examples/frontend/schema.graphql"), "utf8")).toBe(stdout);
    const files = (await generate({ ...codegen, cwd: ROOT, silent: true }, false)) as {
      filename: string;
      content: string;
    }[];
    expect(files.length).toBeGreaterThan(1);
    for (const { filename, content } of files) {
      expect(await readFile(resolve(ROOT, filename), "utf8")).toBe(content);
    }
  }, 60_000);

  it("shows a customer's score", async () => {
    const directory = await makeDataDirectory();
    const mesh = await startMeshProcess({ DATAMESH_DATA_DIR: directory.path });
    try {
      const token = await mesh.token("frontend");
      expect(await scoreCard(`${mesh.url}/graphql`, token, "c-0001")).toMatch(/^\d+ of 1000, \d+ % sure$/);
      expect(await scoreCard(`${mesh.url}/graphql`, token, "nobody")).toBeUndefined();
      await expect(scoreCard(`${mesh.url}/graphql`, "no token", "c-0001")).rejects.toThrow("token");
    } finally {
      await mesh.stop();
      await directory.remove();
    }
  }, 60_000);
});
