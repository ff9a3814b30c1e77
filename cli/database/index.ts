/** PostgreSQL for a mesh on one machine: its server, its secrets, and the lock of its data directory. */
export { leadsElsewhere, tlsProblem } from "./databaseTls.ts";
export { startEmbeddedServer, type EmbeddedServer, type EmbeddedServerOptions } from "./embeddedServer.ts";
export { errorCode } from "./errorCode.ts";
export type { Outages } from "./keepRunning.ts";
export { findRunningServer, type RunningServerOptions } from "./runningServer.ts";
export { holdConnection } from "./connect.ts";
export { lockDataDirectory, lockHolder, type DataDirectoryLock } from "./instanceLock.ts";
export { makeDirectory } from "./makeDirectory.ts";
export { makeOnce } from "./makeOnce.ts";
export { derivePassword, hasSecrets, openSecrets, type Secrets } from "./secrets.ts";
export { SERVER_SETTINGS, type ServerSettings } from "./serverSettings.ts";
