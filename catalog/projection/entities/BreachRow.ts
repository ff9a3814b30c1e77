import { Column, Entity, PrimaryColumn } from "typeorm";
import type { Breachable } from "../../schemas/recordSchemas.ts";
import { CATALOG_STORE } from "../catalogStore.ts";
import { positionColumn } from "./positionColumn.ts";

/** A time in which a product version kept less than its owner promises. */
@Entity({ name: "catalog_breach", schema: CATALOG_STORE })
export class BreachRow {
  /** Of the event in the catalog's log that began it. */
  @PrimaryColumn({ type: "bigint", transformer: positionColumn })
  position!: number;

  @Column({ type: "text" })
  product!: string;

  @Column({ type: "integer" })
  major!: number;

  @Column({ type: "text" })
  metric!: Breachable;

  /** Over how long it was observed: `1h`. */
  @Column({ type: "text", name: "observed_over" })
  window!: string;

  @Column({ type: "text" })
  objective!: string;

  @Column({ type: "text", nullable: true })
  observed!: string | null;

  @Column({ type: "timestamptz", precision: 3, name: "breached_at" })
  at!: Date;

  /** When the promise was kept again; null while it is not. */
  @Column({ type: "timestamptz", precision: 3, name: "restored_at", nullable: true })
  restoredAt!: Date | null;
}
