import { keepSaved, readSaved, withoutSaved, withSaved } from "./savedQueries.ts";

const QUERY = { name: "B", query: "{ a }", variables: "" };

function storageWith(text: string | null) {
  let kept = text;
  return { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
}

describe("saved queries", () => {
  test("are read as they were kept", () => {
    const storage = storageWith(null);
    keepSaved([QUERY], storage);
    expect(readSaved(storage)).toEqual([QUERY]);
  });

  test("are none where nothing is kept, or something else", () => {
    expect(readSaved(storageWith(null))).toEqual([]);
    expect(readSaved(storageWith("{"))).toEqual([]);
    expect(readSaved(storageWith('[{"name":"x"}, null]'))).toEqual([]);
  });

  test("stand by name, and a name stands for one", () => {
    const first = { ...QUERY, name: "A" };
    expect(withSaved([QUERY], first)).toEqual([first, QUERY]);
    expect(withSaved([QUERY], { ...QUERY, query: "{ b }" })).toEqual([{ ...QUERY, query: "{ b }" }]);
    expect(withoutSaved([first, QUERY], "B")).toEqual([first]);
  });
});
