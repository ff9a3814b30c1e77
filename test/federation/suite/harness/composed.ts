import { composeServices } from "@theguild/federation-composition";
import { parse } from "graphql";
import type { Subgraph } from "./scenario.ts";
import { wholeSdl } from "./wholeSdl.ts";

/** The supergraph SDL of subgraphs, by name. Throws TypeError when they do not compose. */
export function composed(subgraphs: Readonly<Record<string, Subgraph>>): string {
  const services = Object.entries(subgraphs).map(([name, each]) => ({
    name,
    typeDefs: parse(wholeSdl(each)),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl !== undefined) return supergraphSdl;
  throw new TypeError(`the subgraphs do not compose:\n${errors.map(({ message }) => message).join("\n")}`);
}
