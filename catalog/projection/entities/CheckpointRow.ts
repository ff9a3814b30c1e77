import { Column, Entity, PrimaryColumn } from "typeorm";
import { CATALOG_STORE } from "../catalogStore.ts";
import { positionColumn } from "./positionColumn.ts";

/** How far the log is folded into the other tables: one row, whose lock is the right to fold. */
@Entity({ name: "catalog_checkpoint", schema: CATALOG_STORE })
export class CheckpointRow {
  @PrimaryColumn({ type: "boolean", name: "only_row" })
  onlyRow!: true;

  @Column({ type: "bigint", transformer: positionColumn })
  position!: number;

  /** The newest event that changed contexts or products. */
  @Column({ type: "bigint", name: "registered_up_to", transformer: positionColumn })
  registeredUpTo!: number;

  /** Which projection the other tables are of (`PROJECTION`). */
  @Column({ type: "integer" })
  projection!: number;
}
