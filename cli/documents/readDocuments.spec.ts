import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDocuments } from "./readDocuments.ts";

const hashOf = (text: string, algorithm = "sha256"): string =>
  createHash(algorithm).update(text).digest("hex");

describe("documents in files", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "datamesh-documents-"));
  });
  afterEach(() => rm(directory, { recursive: true }));
  const write = async (name: string, content: unknown): Promise<string> => {
    const file = join(directory, name);
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content, null, 2));
    return file;
  };

  it("are those of a directory at any depth, each as it lies there", async () => {
    await mkdir(join(directory, "deep"));
    await write("deep/b.gql", "{ b }\n");
    await write("a.graphql", "# first\n{ a }");
    await write("package.json", { name: "app" });
    const { documents, problems } = await readDocuments([directory]);
    expect(documents.map(({ text }) => text)).toEqual(["# first\n{ a }", "{ b }\n"]);
    expect(problems).toEqual([]);
  });

  it.each([
    ["of the client preset", { [hashOf("{ a }")]: "{ a }", [`sha256:${hashOf("{ b }")}`]: "{ b }" }],
    [
      "of Apollo's generator",
      {
        format: "apollo-persisted-query-manifest",
        version: 1,
        operations: ["{ a }", "{ b }"].map((body) => ({ id: hashOf(body), name: "X", type: "query", body })),
      },
    ],
  ])("are those of a manifest %s, each at its line", async (_, manifest) => {
    const { documents, problems } = await readDocuments([await write("manifest.json", manifest)]);
    expect(documents.map(({ text }) => text)).toEqual(["{ a }", "{ b }"]);
    expect(documents[0]?.line).toBeLessThan(documents[1]?.line ?? 0);
    expect(problems).toEqual([]);
  });

  it("under another hash than SHA-256 are told, with the line", async () => {
    const file = await write("manifest.json", {
      [hashOf("{ a }")]: "{ a }",
      [hashOf("{ b }", "sha1")]: "{ b }",
    });
    const { problems } = await readDocuments([file]);
    expect(problems).toEqual([{ file, line: 3, message: expect.stringContaining("hashAlgorithm") }]);
  });

  it("that are no manifest are told", async () => {
    const file = await write("package.json", { scripts: {}, version: 1 });
    expect((await readDocuments([file])).problems).toEqual([
      { file, line: 1, message: expect.stringContaining("no manifest") },
    ]);
  });

  it("that are not there, or are something else, are refused", async () => {
    for (const path of [join(directory, "none"), directory, await write("a.txt", "{ a }")]) {
      await expect(readDocuments([path])).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
    }
  });
});
