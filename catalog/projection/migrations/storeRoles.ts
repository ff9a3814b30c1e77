/** The logins that use the catalog's tables, quoted as SQL identifiers. */
export interface StoreRoles {
  readonly project: string;
  readonly read: string;
}
