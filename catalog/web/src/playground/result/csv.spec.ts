import { csvName, csvOf } from "./csv.ts";
import type { Row } from "./rowLists.ts";

const oneCell = (cell: string | number | boolean | null) =>
  csvOf({ path: ["rows"], columns: ["a"], rows: [{ a: cell }] });

describe("a list as CSV", () => {
  test("names its columns first, ends lines with CRLF, and leaves empty what has no value", () => {
    const rows: readonly Row[] = [
      { id: "x", score: 1.5, ok: true },
      { id: "y", score: null },
    ];
    expect(csvOf({ path: ["rows"], columns: ["id", "score", "ok"], rows })).toBe(
      "id,score,ok\r\nx,1.5,true\r\ny,,\r\n",
    );
  });

  test.each(["a,b", 'say "hi"', "two\nlines", "two\rlines"])(
    "quotes %j, and doubles quotes in it",
    (text) => {
      expect(oneCell(text)).toBe(`a\r\n"${text.replaceAll('"', '""')}"\r\n`);
    },
  );

  test.each(["=1+1", "+49 30 1", "-a", "@sum", "\tx", "=HYPERLINK(1)"])(
    "keeps spreadsheets from taking %j for a formula",
    (text) => {
      expect(oneCell(text)).toBe(`a\r\n'${text}\r\n`);
    },
  );

  test("keeps them from it in quotes and in names of columns too", () => {
    expect(oneCell("=a,b")).toBe(`a\r\n"'=a,b"\r\n`);
    expect(oneCell("\rx")).toBe(`a\r\n"'\rx"\r\n`);
    expect(csvOf({ path: ["rows"], columns: ["=a"], rows: [] })).toBe("'=a\r\n");
  });

  test.each(["-1", "-20000.00", "-1e-7"])("leaves the number %s as it is, though it is a text", (text) => {
    expect(oneCell(text)).toBe(`a\r\n${text}\r\n`);
  });

  test("leaves numbers as they are", () => {
    expect(oneCell(-1)).toBe("a\r\n-1\r\n");
  });
});

test("a file is named after the operation, or else the field", () => {
  const list = { path: ["scores", "nodes"] };
  expect(csvName("Risk", list)).toBe("Risk.csv");
  expect(csvName(undefined, list)).toBe("scores.csv");
  expect(csvName("../x y", list)).toBe("___x_y.csv");
});

test("the head of a column says that its values were withheld", () => {
  const list = {
    path: ["customers", "nodes"],
    columns: ["id", "birthDate"],
    rows: [{ id: "c", birthDate: "1966-01-01" }],
  };
  const withheld = {
    path: ["customers", "nodes", "birthDate"],
    label: "birthDate",
    reason: "MASKED",
    count: 1,
  } as const;
  expect(csvOf(list, [withheld])).toBe("id,birthDate (masked)\r\nc,1966-01-01\r\n");
});
