import { Column, Entity, PrimaryColumn } from "typeorm";
import { CATALOG_STORE } from "../catalogStore.ts";
import { positionColumn } from "./positionColumn.ts";

/** The catalog's quarantine: an event that could not be folded, and why. Nothing of it was applied. */
@Entity({ name: "catalog_quarantine", schema: CATALOG_STORE })
export class QuarantineRow {
  @PrimaryColumn({ type: "bigint", transformer: positionColumn })
  position!: number;

  @Column({ type: "text", name: "event_id" })
  eventId!: string;

  @Column({ type: "text", name: "event_type" })
  eventType!: string;

  @Column({ type: "text" })
  reason!: string;
}
