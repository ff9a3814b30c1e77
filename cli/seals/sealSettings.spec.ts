import { readSealSettings } from "./sealSettings.ts";

const read = (env: Readonly<Record<string, string>>) => {
  const problems: string[] = [];
  return { ...readSealSettings(env, "/srv/mesh", problems), problems };
};

it("seals are beside the database's directory unless they are told to be elsewhere", () => {
  expect(read({}).seals).toBe("/srv/mesh/seals");
  expect(read({ DATAMESH_SEALS: "/mnt/worm/seals" })).toMatchObject({
    seals: "/mnt/worm/seals",
    problems: [],
  });
});

it.each(["/srv/mesh/postgres", "/srv/mesh/postgres/base", "/srv/mesh/seals/../postgres/x"])(
  "seals are refused in the database's directory: %s",
  (directory) => {
    expect(read({ DATAMESH_SEALS: directory }).problems).toEqual([
      expect.stringContaining("leads into the database's own directory (/srv/mesh/postgres)"),
    ]);
  },
);

it.each(["/srv/mesh/postgres2", "/srv/mesh", "/srv"])(
  "%s is not in the database's directory",
  (directory) => {
    expect(read({ DATAMESH_SEALS: directory }).problems).toEqual([]);
  },
);

it("keys are 32 bytes each; a problem shows none", () => {
  const key = "k".repeat(43);
  expect(read({ DATAMESH_SEAL_KEY_MODELS: key, DATAMESH_SEAL_KEY_LENDING_FILE: "/run/x" })).toMatchObject({
    sealKeys: { DATAMESH_SEAL_KEY_MODELS: key },
    problems: [],
  });
  const { problems } = read({ DATAMESH_SEAL_KEY_MODELS: "secret" });
  expect(problems).toEqual([
    "DATAMESH_SEAL_KEY_MODELS is not 32 bytes in base64url; datamesh keys new makes one",
  ]);
});
