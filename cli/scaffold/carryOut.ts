import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { errorCode } from "../database/errorCode.ts";
import type { Change, NewFile, ScaffoldPlan } from "./plan.ts";

/** What became of a plan. Paths are relative to the root of the repository. */
export interface CarriedOut {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  /** What could not be edited safely, and has to be added by hand. */
  readonly byHand: readonly { readonly path: string; readonly add: readonly string[] }[];
}

/** How a plan is carried out. */
export interface CarryOutOptions {
  /** Absolute: what the plan's paths are relative to. */
  readonly root: string;
  /** Finds out everything, and writes nothing. */
  readonly dryRun: boolean;
  /** Lays a file's text out as the repository does. */
  readonly format: (source: string, path: string) => Promise<string>;
}

/**
 * Makes the files of a plan and edits those that are there; all of it or, when something fails, nothing. Fails with
 * BAD_USER_INPUT when a file it would make is there already.
 */
export async function carryOut(
  { create, change }: Pick<ScaffoldPlan, "create" | "change">,
  { root, dryRun, format }: CarryOutOptions,
): Promise<CarriedOut> {
  const files = await Promise.all(create.map((each) => formatted(each, format)));
  for (const { path } of files) refuseIfThere(join(root, path));
  const edits = await Promise.all(change.map((each) => readEdit(each, root, format)));
  const possible = edits.filter((each): each is Edit => "after" in each);
  if (!dryRun) await writeAll(root, files, possible);
  return {
    created: files.map(({ path }) => path),
    changed: possible.map(({ path }) => path),
    byHand: edits.flatMap((each) => ("after" in each ? [] : [each])),
  };
}

interface Edit {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const formatted = async (
  { path, content }: NewFile,
  format: CarryOutOptions["format"],
): Promise<NewFile> => ({
  path,
  content: typeof content === "string" ? await format(content, path) : content,
});

async function readEdit(
  { path, apply, byHand }: Change,
  root: string,
  format: CarryOutOptions["format"],
): Promise<Edit | CarriedOut["byHand"][number]> {
  const before = await readIfThere(join(root, path));
  const after = before === undefined ? undefined : apply(before);
  if (before === undefined || after === undefined) return { path, add: byHand };
  return { path, before, after: await format(after, path) };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Takes back what was written when a later step fails. */
async function writeAll(root: string, files: readonly NewFile[], edits: readonly Edit[]): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { path, content } of files) {
      const file = join(root, path);
      const made = await mkdir(dirname(file), { recursive: true });
      if (made !== undefined) undo.push(() => rm(made, { recursive: true }));
      await writeFile(file, content, { flag: "wx" });
      undo.push(() => rm(file));
    }
    for (const { path, before, after } of edits) {
      await replaceFile(join(root, path), after);
      undo.push(() => replaceFile(join(root, path), before));
    }
  } catch (cause) {
    for (const step of undo.toReversed()) await step();
    throw cause;
  }
}

/** At once: nobody ever reads half of it. */
async function replaceFile(file: string, content: string): Promise<void> {
  const beside = `${file}.new`;
  await writeFile(beside, content);
  await rename(beside, file);
}

function refuseIfThere(file: string): void {
  if (!existsSync(file)) return;
  throw new MeshError("BAD_USER_INPUT", `${file} is there already: choose another name, or move it away`);
}
