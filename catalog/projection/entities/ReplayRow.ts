import type { ReplayRecord } from "@datamesh/kernel/replay";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { CATALOG_STORE } from "../catalogStore.ts";
import { positionColumn } from "./positionColumn.ts";

/** What became of deriving a product anew. */
@Entity({ name: "catalog_replay", schema: CATALOG_STORE })
export class ReplayRow {
  /** Of the event in the catalog's log. */
  @PrimaryColumn({ type: "bigint", transformer: positionColumn })
  position!: number;

  @Column({ type: "text" })
  product!: string;

  @Column({ type: "integer" })
  major!: number;

  @Column({ type: "text" })
  kind!: ReplayRecord["kind"];

  /** Whether it changed what was published; such a replay is kept for ever. */
  @Column({ type: "boolean" })
  correction!: boolean;

  @Column({ type: "jsonb" })
  record!: ReplayRecord;
}
