import { Column, Entity, PrimaryColumn } from "typeorm";
import { CATALOG_STORE } from "../catalogStore.ts";

/** A context as it is registered now. */
@Entity({ name: "registered_context", schema: CATALOG_STORE })
export class RegisteredContextRow {
  @PrimaryColumn({ type: "text" })
  name!: string;

  @Column({ type: "text", name: "owner_team" })
  ownerTeam!: string;

  @Column({ type: "text", name: "owner_contact" })
  ownerContact!: string;

  @Column({ type: "text" })
  sdl!: string;

  @Column({ type: "timestamptz", precision: 3, name: "registered_at" })
  registeredAt!: Date;

  /** The newest event of the context's chain. */
  @Column({ type: "text", name: "last_event" })
  lastEvent!: string;
}
