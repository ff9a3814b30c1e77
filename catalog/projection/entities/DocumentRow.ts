import { Column, Entity, PrimaryColumn } from "typeorm";
import { CATALOG_STORE } from "../catalogStore.ts";
import { positionColumn } from "./positionColumn.ts";

/** A document that was published for a client. */
@Entity({ name: "catalog_document", schema: CATALOG_STORE })
export class DocumentRow {
  @PrimaryColumn({ type: "text" })
  client!: string;

  /** SHA-256 of the text, in hex. */
  @PrimaryColumn({ type: "text" })
  hash!: string;

  @Column({ type: "text" })
  text!: string;

  @Column({ type: "timestamptz", precision: 3, name: "published_at" })
  publishedAt!: Date;

  /** Since when it is trusted no longer; null while it is. */
  @Column({ type: "timestamptz", precision: 3, name: "withdrawn_at", nullable: true })
  withdrawnAt!: Date | null;

  /** Of the newest event about it in the catalog's log. */
  @Column({ type: "bigint", transformer: positionColumn })
  position!: number;

  /** That event's id: what the next one supersedes. */
  @Column({ type: "text", name: "last_event" })
  lastEvent!: string;
}
