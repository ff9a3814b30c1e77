import type { Subgraph, SubgraphOptions } from "./scenario.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external",
  "@requires", "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@tag", "@composeDirective"])`;

/** The SDL of a subgraph as it is registered. */
export function wholeSdl(subgraph: Subgraph): string {
  const { sdl, federation1 }: SubgraphOptions = typeof subgraph === "string" ? { sdl: subgraph } : subgraph;
  return federation1 === true || sdl.includes("@link") ? sdl : `${LINK}\n${sdl}`;
}
