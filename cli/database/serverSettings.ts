import { MeshError } from "@datamesh/kernel";

/** PostgreSQL settings by name, as in `postgresql.conf`. */
export type ServerSettings = Readonly<Record<string, string>>;

/**
 * What a one-machine mesh runs with. Given on the command line rather than written into `postgresql.conf`, so
 * that a data directory made by an older version starts with the settings of this one.
 */
export const SERVER_SETTINGS: ServerSettings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  work_mem: "16MB",
  maintenance_work_mem: "256MB",
  max_wal_size: "2GB",
  random_page_cost: "1.1", // solid state
  jit: "off", // costs short queries more than it gives long ones
  fsync: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "warning",
  log_checkpoints: "off",
  log_min_error_statement: "panic", // a failing `create role` would show its password
};

/**
 * The settings as one `pg_ctl -o` argument. `pg_ctl` hands it to a shell, so each is quoted; a `'` is
 * refused with BAD_USER_INPUT, as are names that are none.
 */
export function serverOptions(port: number, settings: ServerSettings): string {
  const flags = Object.entries(settings).map(([name, value]) => {
    if (/^[a-z_.]+$/i.test(name) && !value.includes("'")) return `-c '${name}=${value}'`;
    throw new MeshError("BAD_USER_INPUT", `The PostgreSQL setting ${name} cannot be passed on.`, {
      setting: name,
    });
  });
  return [`-p ${port}`, ...flags].join(" ");
}
