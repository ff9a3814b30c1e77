import { type ConstDirectiveNode, Kind, parse } from "graphql";

/**
 * Where a supergraph says its subgraphs are: the name of each, and its URL, which is empty when the supergraph does not
 * say (join specification, `@join__graph(name:, url:)`). Throws GraphQLError for what does not parse.
 */
export function subgraphUrls(supergraphSdl: string): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  for (const each of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (each.kind !== Kind.ENUM_TYPE_DEFINITION || each.name.value !== "join__Graph") continue;
    for (const { directives = [] } of each.values ?? []) {
      const graph = directives.find(({ name }) => name.value === "join__graph");
      if (graph !== undefined) urls.set(textOf(graph, "name"), textOf(graph, "url"));
    }
  }
  return urls;
}

function textOf({ arguments: given = [] }: ConstDirectiveNode, name: string): string {
  const value = given.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : "";
}
