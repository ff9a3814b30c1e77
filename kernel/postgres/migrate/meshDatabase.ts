import { snakeCase } from "../../product/names.ts";
import type { NeighbouringContext } from "../products/grantFeeds.ts";
import { type Duty, roleName } from "../roles/roleNames.ts";

/** Where a mesh's contexts live, and how their logins are named and authenticated. */
export interface MeshDatabase {
  /** An administrator's connection string: may create roles and schemas. */
  readonly url: string;
  /** First part of every role's name. */
  readonly prefix: string;
  readonly passwordFor: (role: string) => string;
  /** The context that may see how far the others are. */
  readonly catalog?: string;
  /** Contexts whose code is elsewhere. Products of those whose store is in this database can be joined. */
  readonly neighbours?: readonly NeighbouringContext[];
  /** Positions per partition of each log; default one million. */
  readonly partitionSize?: number;
}

/** The connection string of a context's login for a duty. */
export function dutyUrl(mesh: MeshDatabase, context: string, duty: Duty): string {
  const url = new URL(mesh.url);
  const role = roleName(mesh.prefix, context, duty);
  url.username = role;
  url.password = mesh.passwordFor(role);
  return url.href;
}

/** The schema of what stands behind a context's relations, not quoted. */
export const storeOf = (context: string): string => `${snakeCase(context)}_store`;
