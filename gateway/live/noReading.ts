import { MeshError } from "@datamesh/kernel";

/** Why a stream is refused that asks for one state of the products. */
export const noReading = (): MeshError =>
  new MeshError(
    "BAD_USER_INPUT",
    "a stream is of the states that come: ask for asOf, atLeast or cut in a query",
  );
