import { MeshError } from "@datamesh/kernel";
import { readGatewayConfig } from "../config.ts";

/** What is wrong with these settings of a gateway, all of it; undefined when nothing is. */
export function configProblems(env: Readonly<Record<string, string>>): unknown {
  try {
    readGatewayConfig(env);
    return undefined;
  } catch (error) {
    if (error instanceof MeshError && error.code === "BAD_USER_INPUT") return error.details.problems;
    throw error;
  }
}
