import {
  type Database,
  dutyUrl,
  type Duty,
  type MeshDatabase,
  openDatabase,
} from "@datamesh/kernel/postgres";

/** Pools of connections, one for each context and duty, opened when first asked for. */
export interface Connections {
  as(context: string, duty: Duty): Database;
  end(): Promise<void>;
}

/** How many connections each duty may hold: projectors one a product and some to spare, readers more. */
const POOL_SIZE: Readonly<Record<Duty, number>> = { migrate: 1, append: 2, project: 4, read: 6 };

/** Opens connections to a mesh's database as the roles of its contexts. */
export function openConnections(mesh: MeshDatabase): Connections {
  const pools = new Map<string, Database>();
  return {
    as: (context, duty) => {
      const name = `${context} ${duty}`;
      const found = pools.get(name);
      if (found !== undefined) return found;
      const opened = openDatabase(dutyUrl(mesh, context, duty), {
        max: POOL_SIZE[duty],
        name: `datamesh ${name}`,
      });
      pools.set(name, opened);
      return opened;
    },
    end: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}
