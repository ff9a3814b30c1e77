import { execFile } from "node:child_process";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const INSTALLED = fileURLToPath(new URL("../../node_modules/", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Installs what a repository depends on without a network: the packed packages it names by file are unpacked, and what
 * those declare as dependencies is linked to what is installed here. A dependency that is used and not declared is
 * therefore missing, as it would be after `npm install`.
 */
export async function linkPackages(repository: string): Promise<void> {
  const { dependencies = {}, devDependencies = {} } = await manifestIn(repository);
  const modules = join(repository, "node_modules");
  const declared = new Set(Object.keys(devDependencies));
  for (const [name, version] of Object.entries(dependencies)) {
    const unpacked = join(modules, name);
    await mkdir(unpacked, { recursive: true });
    const tarball = join(repository, version.replace(/^file:/, ""));
    await run("tar", ["xzf", tarball, "-C", unpacked, "--strip-components=1"]);
    for (const each of Object.keys((await manifestIn(unpacked)).dependencies ?? {})) declared.add(each);
  }
  const packed = Object.keys(dependencies);
  const linked = [...declared].filter((name) => !packed.includes(name));
  for (const name of linked) await link(join(INSTALLED, name), join(modules, name));
  for (const name of [...packed, ...linked]) await linkPrograms(modules, name);
}

async function linkPrograms(modules: string, name: string): Promise<void> {
  const { bin = {} } = await manifestIn(join(modules, name));
  const programs = typeof bin === "string" ? { [name]: bin } : bin;
  for (const [program, file] of Object.entries(programs)) {
    await link(join(modules, name, file), join(modules, ".bin", program));
  }
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

const manifestIn = async (directory: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(directory, "package.json"), "utf8")) as Manifest;
