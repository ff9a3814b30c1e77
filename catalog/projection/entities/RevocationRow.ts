import { Column, Entity, PrimaryColumn } from "typeorm";
import { CATALOG_STORE } from "../catalogStore.ts";
import { positionColumn } from "./positionColumn.ts";

/** What was last said of tokens with this claim. */
@Entity({ name: "catalog_revocation", schema: CATALOG_STORE })
export class RevocationRow {
  /** `jti` or `sub`. */
  @PrimaryColumn({ type: "text" })
  claim!: string;

  @PrimaryColumn({ type: "text" })
  value!: string;

  /** Null for good. */
  @Column({ type: "timestamptz", precision: 3, nullable: true })
  until!: Date | null;

  @Column({ type: "text" })
  reason!: string;

  @Column({ type: "text", name: "revoked_by" })
  revokedBy!: string;

  @Column({ type: "timestamptz", precision: 3, name: "revoked_at" })
  revokedAt!: Date;

  /** Of the newest event about it in the catalog's log. */
  @Column({ type: "bigint", transformer: positionColumn })
  position!: number;

  /** That event's id: what the next one supersedes. */
  @Column({ type: "text", name: "last_event" })
  lastEvent!: string;
}
