import { MeshError } from "@datamesh/kernel";

/** For a rule that says no more than no. */
export const notAllowed = (): MeshError =>
  new MeshError("FORBIDDEN", "the rules of this mesh do not allow this");
