import { readFile } from "node:fs/promises";
import { ERROR_CODES } from "@datamesh/kernel";
import { HTTP_STATUS } from "./httpStatus.ts";

const page = new URL("../../docs/errors.md", import.meta.url);

test("every code is documented, with its status, once", async () => {
  const lines = (await readFile(page, "utf8")).split("\n");
  const documented = lines.flatMap((line) => {
    const [, code, status] = /^\| ([A-Z_]+) \| (\d{3})/.exec(line) ?? [];
    return code === undefined ? [] : [[code, Number(status)]];
  });
  expect(documented).toHaveLength(ERROR_CODES.length);
  expect(Object.fromEntries(documented)).toEqual(HTTP_STATUS);
});
