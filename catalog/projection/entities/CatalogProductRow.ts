import type { ProductDescriptor } from "@datamesh/kernel/product";
import { Column, Entity, PrimaryColumn } from "typeorm";
import type { ProductStatus } from "../../state/index.ts";
import { CATALOG_STORE } from "../catalogStore.ts";

/**
 * A product version as it was last published. What is searched lies in words of four weights; PostgreSQL derives the
 * column `search` from them (migration 1), which is not for reading.
 */
@Entity({ name: "catalog_product", schema: CATALOG_STORE })
export class CatalogProductRow {
  @PrimaryColumn({ type: "text" })
  name!: string;

  @PrimaryColumn({ type: "integer" })
  major!: number;

  @Column({ type: "text" })
  context!: string;

  @Column({ type: "text", name: "owner_team" })
  ownerTeam!: string;

  @Column({ type: "text" })
  status!: ProductStatus;

  @Column({ type: "timestamptz", precision: 3, name: "changed_at" })
  changedAt!: Date;

  /** The whole contract. */
  @Column({ type: "jsonb" })
  descriptor!: ProductDescriptor;

  @Column({ type: "text", name: "name_words", select: false })
  nameWords!: string;

  @Column({ type: "text", name: "owner_words", select: false })
  ownerWords!: string;

  @Column({ type: "text", name: "field_words", select: false })
  fieldWords!: string;

  @Column({ type: "text", name: "description_words", select: false })
  descriptionWords!: string;
}
