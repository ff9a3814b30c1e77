/** PostgreSQL for a mesh on one machine: its server, its secrets, and the lock of its data directory. */
export { startEmbeddedServer, type EmbeddedServer, type EmbeddedServerOptions } from "./embeddedServer.ts";
export { findRunningServer, type RunningServerOptions } from "./runningServer.ts";
export { lockDataDirectory, type DataDirectoryLock } from "./instanceLock.ts";
export { derivePassword, openSecrets, type Secrets } from "./secrets.ts";
export { SERVER_SETTINGS, type ServerSettings } from "./serverSettings.ts";
