import { ERROR_CODES } from "@datamesh/kernel";
import type { ExecutionResult, GraphQLFormattedError } from "graphql";
import type { Answer } from "../../../../gateway/types.ts";
import { isExact, nullPlaces } from "./nullPlaces.ts";
import type { Question } from "./scenario.ts";

type Given = Pick<Answer, "data" | "errors">;

/**
 * Expects the mesh to have answered as the plain schema does: the same data, the keys in the same order, and for
 * every null that an error stands for an error, and no other. Of errors whose null bubbled up to the same place
 * any may be told. What a subgraph that does not answer has lost may be told without list indices.
 */
export function expectSameAnswer(
  mesh: Given,
  plain: ExecutionResult,
  { down = [] }: Pick<Question, "down"> = {},
): void {
  expect(mesh.data).toEqual(plain.data);
  expect(JSON.stringify(mesh.data)).toBe(JSON.stringify(plain.data));
  const { data = null, errors = [] } = plain;
  const wanted = new Set(errors.flatMap((error) => nullPlaces(data, error)));
  const explained = new Set(mesh.errors.flatMap((error) => nullPlaces(data, error)));
  expect({ explained: [...wanted].filter((each) => explained.has(each)) }).toEqual({
    explained: [...wanted],
  });
  expect(mesh.errors.filter((error) => !nullPlaces(data, error).some((each) => wanted.has(each)))).toEqual(
    [],
  );
  expect(mesh.errors.filter((error) => !isCoded(error))).toEqual([]);
  if (down.length === 0) expect(mesh.errors.filter((error) => !isExact(data, error))).toEqual([]);
}

function isCoded({ extensions }: GraphQLFormattedError): boolean {
  return ERROR_CODES.some((code) => code === extensions?.["code"]);
}
