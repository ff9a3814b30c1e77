import { Column, Entity, PrimaryColumn } from "typeorm";
import type { RegisteredSubgraph } from "../../state/index.ts";
import { CATALOG_STORE } from "../catalogStore.ts";

/** What became of composing: one row, with the newest success and the newest attempt. */
@Entity({ name: "supergraph", schema: CATALOG_STORE })
export class SupergraphRow {
  @PrimaryColumn({ type: "boolean", name: "only_row" })
  onlyRow!: true;

  @Column({ type: "text", name: "supergraph_sdl", nullable: true })
  supergraphSdl!: string | null;

  @Column({ type: "jsonb", nullable: true })
  subgraphs!: readonly RegisteredSubgraph[] | null;

  @Column({ type: "timestamptz", precision: 3, name: "composed_at", nullable: true })
  composedAt!: Date | null;

  /** Why the newest attempt failed; empty when it succeeded. */
  @Column({ type: "jsonb" })
  problems!: readonly string[];

  /** The newest attempt's event. */
  @Column({ type: "text", name: "last_event", nullable: true })
  lastEvent!: string | null;
}
