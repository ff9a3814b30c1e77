import { readFileSync } from "node:fs";

/** An environment of settings. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that are secret, or hold a password. */
const SECRET =
  /^(DATABASE_URL|OTEL_EXPORTER_OTLP_(?:TRACES_)?HEADERS|DATAMESH_DIRECT_URL|DATAMESH_DATABASE_SECRET|DATAMESH_GATEWAY_KEY|DATAMESH_(URL|SERVICE_KEY|REGISTRATION_KEY|SEAL_KEY)_[A-Z0-9_]+)$/;

/**
 * The environment with the secrets that are kept in files: `NAME_FILE` names the file that holds `NAME`, without the
 * white space around it. What cannot be read, and what is given both ways, is a problem. Values never are part of one.
 */
export function withSecretFiles(
  env: Environment,
  read: (file: string) => string = (file) => readFileSync(file, "utf8"),
): { readonly env: Environment; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const found: Record<string, string> = {};
  for (const [setting, file] of Object.entries(env)) {
    const name = setting.replace(/_FILE$/, "");
    if (!setting.endsWith("_FILE") || !SECRET.test(name) || !file) continue;
    if (env[name]) {
      problems.push(`${name} and ${setting} are both set: keep one`);
      continue;
    }
    try {
      found[name] = read(file).trim();
      if (found[name] === "") problems.push(`${setting}: ${file} is empty`);
    } catch (error) {
      problems.push(
        `${setting}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`,
      );
    }
  }
  return { env: { ...env, ...found }, problems };
}
