import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { LineageGraph } from "../graph/lineageGraph.ts";
import type { Piece } from "./derivationWords.ts";

/** A sentence whose products are links to their lineage. */
export function Sentence({ pieces, graph }: { pieces: readonly Piece[]; graph: LineageGraph }) {
  return pieces.map((piece, index) => (
    <Fragment key={index}>
      {typeof piece === "string" ? (
        piece
      ) : "code" in piece ? (
        <code>{piece.code}</code>
      ) : graph.nodes.get(piece.node)?.kind === "PRODUCT" ? (
        <Link to="/products/$ref/lineage" params={{ ref: piece.node }} search={{ level: "field" }}>
          {piece.node}
        </Link>
      ) : (
        <span>{piece.node}</span>
      )}
    </Fragment>
  ));
}
