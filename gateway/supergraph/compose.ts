import { composeServices } from "@theguild/federation-composition";
import { GraphQLError, parse } from "graphql";
import type { RegisteredSubgraph } from "../types.ts";
import { composerProblems, type ParsedSubgraph } from "./composerProblems.ts";
import { computedProblems } from "./computedProblems.ts";
import { NODE_SUBGRAPH, nodeSubgraph } from "./nodeSubgraph.ts";
import { ownershipProblems } from "./ownershipProblems.ts";

/** A supergraph in the join specification's SDL, or everything that keeps the subgraphs from becoming one. */
export type Composition =
  | { readonly ok: true; readonly supergraphSdl: string }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Composes the registered subgraphs and the gateway's own (Apollo Federation 2). */
export function compose(subgraphs: readonly RegisteredSubgraph[]): Composition {
  const unclear = ownershipProblems(subgraphs);
  if (unclear.length > 0) return { ok: false, problems: unclear };
  const node = { name: NODE_SUBGRAPH, sdl: nodeSubgraph(subgraphs.flatMap((each) => each.products)).sdl };
  const unreadable = subgraphs.flatMap(syntaxProblems);
  if (unreadable.length > 0) return { ok: false, problems: unreadable };
  const composed = byComposer(
    [...subgraphs, node].map(({ name, sdl }) => ({ name, typeDefs: parse(sdl, { noLocation: true }) })),
  );
  if (!composed.ok) return composed;
  const { supergraphSdl } = composed;
  const products = subgraphs.flatMap((each) => each.products);
  const problems = computedProblems(parse(supergraphSdl, { noLocation: true }), products);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, supergraphSdl };
}

/** The composer throws where it knows no way on, instead of saying what is wrong. */
function byComposer(subgraphs: readonly ParsedSubgraph[]): Composition {
  try {
    const { errors, supergraphSdl } = composeServices([...subgraphs]);
    return errors === undefined
      ? { ok: true, supergraphSdl }
      : { ok: false, problems: errors.map(({ message }) => message) };
  } catch (failure) {
    return { ok: false, problems: composerProblems(subgraphs, failure) };
  }
}

function syntaxProblems({ name, sdl }: RegisteredSubgraph): readonly string[] {
  try {
    parse(sdl);
    return [];
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [`[${name}] ${error.message}`];
  }
}
