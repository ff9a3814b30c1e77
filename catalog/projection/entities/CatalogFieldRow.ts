import type { Mask } from "@datamesh/kernel/policy";
import type { Classification } from "@datamesh/kernel/product";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { CATALOG_STORE } from "../catalogStore.ts";

/** A field of a product version. */
@Entity({ name: "catalog_field", schema: CATALOG_STORE })
export class CatalogFieldRow {
  @PrimaryColumn({ type: "text" })
  product!: string;

  @PrimaryColumn({ type: "integer" })
  major!: number;

  @PrimaryColumn({ type: "text" })
  name!: string;

  /** Its place in the declaration, from 0. */
  @Column({ type: "integer" })
  ordinal!: number;

  /** As its owner wrote it: `decimal(12, 2)`. */
  @Column({ type: "text" })
  type!: string;

  @Column({ type: "text", nullable: true })
  unit!: string | null;

  @Column({ type: "text" })
  description!: string;

  @Column({ type: "text" })
  classification!: Classification;

  @Column({ type: "text", nullable: true })
  mask!: Mask | null;

  /** Who may read it, in words, where that is narrower than the product's rule. */
  @Column({ type: "text", nullable: true })
  read!: string | null;

  /** Whether a row may lack it. */
  @Column({ type: "boolean" })
  nullable!: boolean;
}
