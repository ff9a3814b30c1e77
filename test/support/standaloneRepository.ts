import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packPackages } from "../../cli/packaging/packPackages.ts";
import { type CommandResult, datamesh } from "./meshProcess.ts";
import { linkPackages } from "./linkPackages.ts";

type Environment = Readonly<Record<string, string>>;

/** A context in a repository of its own, outside this one, made from the packed packages. */
export interface StandaloneRepository {
  readonly directory: string;
  /** The `datamesh` command of the repository, not of this one. */
  readonly program: string;
  /** Runs a program of the repository (`npm`, `node_modules/.bin/datamesh`) in it. */
  run(program: string, args: readonly string[], env?: Environment): Promise<CommandResult>;
  /** Replaces parts of a file; each must be in it. */
  edit(file: string, ...parts: readonly (readonly [string, string])[]): Promise<void>;
  remove(): Promise<void>;
}

/** Packs the packages, begins the context from them, and installs them. */
export async function makeStandaloneRepository(
  context: string,
  product: string,
): Promise<StandaloneRepository> {
  const home = await mkdtemp(join(tmpdir(), "datamesh-standalone-"));
  await chmod(home, 0o711);
  const [directory, packages] = [join(home, context), join(home, "packages")];
  await packPackages(packages);
  const from = ["--product", product, "--standalone", directory, "--packages", packages];
  const { code, stderr } = await datamesh(["new", "context", context, ...from], {});
  if (code !== 0) throw new Error(`datamesh new context ended with ${code}:\n${stderr}`);
  await linkPackages(directory);
  return {
    directory,
    program: join(directory, "node_modules/datamesh/cli/bin/datamesh.js"),
    run: (program, args, env = {}) => runIn(directory, program, args, env),
    edit: async (file, ...parts) => {
      const path = join(directory, file);
      let source = await readFile(path, "utf8");
      for (const [part, replacement] of parts) {
        if (!source.includes(part)) throw new Error(`${file} has no ${part}:\n${source}`);
        source = source.replace(part, replacement);
      }
      await writeFile(path, source);
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

/** Rejects when the program cannot be run at all; how it ended is in the result. */
async function runIn(
  cwd: string,
  program: string,
  args: readonly string[],
  env: Environment,
): Promise<CommandResult> {
  const { PATH = "", HOME = "" } = process.env;
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env: { PATH, HOME, ...env } }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
