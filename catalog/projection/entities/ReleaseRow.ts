import { Column, Entity, PrimaryColumn } from "typeorm";
import type { VersionBump } from "../../state/index.ts";
import { CATALOG_STORE } from "../catalogStore.ts";
import { positionColumn } from "./positionColumn.ts";

/** A version of a product, when it was first served. */
@Entity({ name: "catalog_release", schema: CATALOG_STORE })
export class ReleaseRow {
  /** Of the event in the catalog's log. */
  @PrimaryColumn({ type: "bigint", transformer: positionColumn })
  position!: number;

  @Column({ type: "text" })
  product!: string;

  @Column({ type: "integer" })
  major!: number;

  @Column({ type: "text" })
  version!: string;

  @Column({ type: "text", nullable: true })
  bump!: VersionBump | null;

  @Column({ type: "text" })
  reason!: string;

  @Column({ type: "text" })
  fingerprint!: string;

  @Column({ type: "timestamptz", precision: 3, name: "published_at" })
  publishedAt!: Date;
}
