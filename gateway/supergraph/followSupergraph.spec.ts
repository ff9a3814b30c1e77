import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mesh } from "../types.ts";
import { followSupergraph } from "./followSupergraph.ts";
import { keptSupergraph } from "./keptSupergraph.ts";
import type { MadeOf } from "./liveMesh.ts";
import type { SupergraphFeed } from "./supergraphFeed.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "datamesh-supergraph-"));
});
afterEach(() => rm(directory, { recursive: true }));

const feed = (supergraphSdl: string, ...addresses: readonly string[]): SupergraphFeed => ({
  supergraphSdl,
  subgraphs: [{ name: "customers", sdl: "type Query { a: Int }", products: [] }],
  addresses: addresses.length === 0 ? {} : { customers: { addresses, fallbacks: [] } },
  documents: [{ client: "app", hash: "0".repeat(64), text: `{ of ${supergraphSdl} }` }],
  revocations: [{ claim: "sub", value: `reader of ${supergraphSdl}`, until: null }],
});

/** Follows what the catalog says in turn; an error stands for a catalog that is down. */
async function follow(answers: (SupergraphFeed | undefined | Error)[], refuses: readonly string[] = []) {
  const adopted: string[] = [];
  const heard: string[] = [];
  const revoked: string[] = [];
  let told: () => void = () => undefined;
  const allTold = new Promise<void>((resolve) => (told = resolve));
  const followed = await followSupergraph({
    fetch: async () => {
      const answer = answers.shift();
      if (answers.length === 0) told();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    kept: keptSupergraph(join(directory, "supergraph.json"), () => heard.push("unusable")),
    mesh: {
      adopt: async ({ supergraphSdl }: MadeOf) => {
        adopted.push(supergraphSdl);
        return refuses.includes(supergraphSdl)
          ? { ok: false, problems: ["no"] }
          : { ok: true, mesh: {} as unknown as Mesh };
      },
    },
    pollMs: 1,
    onCatalog: (failure) => heard.push(failure instanceof Error ? failure.message : "back"),
    onUnkept: (failure) => heard.push(String(failure)),
    onRevocations: (all) => revoked.push(...all.map(({ value }) => value)),
  });
  await allTold;
  await followed.stop();
  return { followed, adopted, heard, revoked };
}

test("a gateway takes the newest supergraph, now and whenever it changes", async () => {
  const { followed, adopted } = await follow([
    feed("one", "http://a"),
    undefined,
    feed("two", "http://b"),
    undefined,
  ]);
  expect(adopted).toEqual(["one", "two"]);
  expect(followed.startsFrom).toBe("catalog");
  expect(followed.addressesOf("customers")).toEqual({ addresses: ["http://b"], fallbacks: [] });
});

test("it starts from the last good one when the catalog is down, and goes on when it is back", async () => {
  await follow([feed("one", "http://a"), undefined]);
  const { followed, adopted, heard, revoked } = await follow([
    new Error("down"),
    new Error("down"),
    feed("two"),
    undefined,
  ]);
  expect(followed.startsFrom).toBe("file");
  expect(adopted).toEqual(["one", "two"]);
  expect(heard).toEqual(["down", "back"]);
  // What was revoked stays so meanwhile.
  expect(revoked).toEqual(["reader of one", "reader of two"]);
});

test("a context the catalog has not heard of since its own start is looked for where it was", async () => {
  const { followed } = await follow([feed("one", "http://a"), feed("one"), undefined]);
  expect(followed.addressesOf("customers")).toEqual({ addresses: ["http://a"], fallbacks: [] });
});

test("a supergraph that no mesh can be made of is not kept", async () => {
  const { adopted } = await follow([feed("good", "http://a"), feed("bad"), undefined], ["bad"]);
  expect(adopted).toEqual(["good", "bad"]);
  expect(await readFile(join(directory, "supergraph.json"), "utf8")).toContain('"good"');
  expect(await readdir(directory)).toEqual(["supergraph.json"]);
});

test("without a catalog and without a file there is nothing to start from", async () => {
  const { followed, adopted } = await follow([new Error("down"), new Error("down")]);
  expect(followed.startsFrom).toBeUndefined();
  expect(adopted).toEqual([]);
});

test.each(["", "{", `{"supergraphSdl":""}`, `{"supergraphSdl":"x","subgraphs":[],"addresses":{"a":1}}`])(
  "a file with %j in it is of no use, and said to be",
  async (text) => {
    await writeFile(join(directory, "supergraph.json"), text);
    const { followed, heard } = await follow([new Error("down"), new Error("down")]);
    expect(followed.startsFrom).toBeUndefined();
    expect(heard).toEqual(["unusable", "down"]);
  },
);
