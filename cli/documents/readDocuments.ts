import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { manifestEntries } from "./manifestEntries.ts";

/** A document as it lies in a file. */
export interface FoundDocument {
  readonly file: string;
  /** The line of the file at which it begins, from 1. */
  readonly line: number;
  readonly text: string;
  /** Whether its lines are lines of the file: in a manifest a document is one line. */
  readonly spread: boolean;
}

/** What is wrong with a file, and where. */
export interface DocumentProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** Documents, and what could not be read. */
export interface ReadDocuments {
  readonly documents: readonly FoundDocument[];
  readonly problems: readonly DocumentProblem[];
}

const DOCUMENT = /\.(graphql|gql)$/;

/**
 * Reads documents from files and directories: each `.graphql` or `.gql` file is one document as it lies there, in
 * directories at any depth; a `.json` file is a manifest of persisted documents. Fails with BAD_USER_INPUT on a path that
 * is nothing of these.
 */
export async function readDocuments(paths: readonly string[]): Promise<ReadDocuments> {
  const read: ReadDocuments[] = [];
  for (const path of paths) {
    for (const file of await filesAt(path)) read.push(await readOne(file));
  }
  return {
    documents: read.flatMap(({ documents }) => documents),
    problems: read.flatMap(({ problems }) => problems),
  };
}

async function filesAt(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new MeshError("BAD_USER_INPUT", `there is no file or directory ${path}`);
  if (!found.isDirectory()) {
    if (DOCUMENT.test(path) || path.endsWith(".json")) return [path];
    throw new MeshError("BAD_USER_INPUT", `${path} is neither .graphql nor .gql nor a manifest in .json`);
  }
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((each) => each.isFile() && DOCUMENT.test(each.name));
  if (files.length === 0) throw new MeshError("BAD_USER_INPUT", `${path} has no .graphql file`);
  return files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
}

async function readOne(file: string): Promise<ReadDocuments> {
  const content = await readFile(file, "utf8");
  if (!file.endsWith(".json")) {
    return { documents: [{ file, line: 1, text: content, spread: true }], problems: [] };
  }
  const entries = manifestEntries(content);
  if (entries === undefined) {
    const message = "this is no manifest of persisted documents: an object of texts by their hashes";
    return { documents: [], problems: [{ file, line: 1, message }] };
  }
  const placed = entries.map(({ hash, text }) => ({ hash, text, line: lineOf(content, hash) }));
  return {
    documents: placed.map(({ text, line }) => ({ file, line, text, spread: false })),
    problems: placed
      .filter(({ hash, text }) => hash !== createHash("sha256").update(text).digest("hex"))
      .map(({ line }) => ({ file, line, message: OTHER_HASH })),
  };
}

const OTHER_HASH =
  "the hash is not the SHA-256 of the text: generate the manifest with SHA-256 (hashAlgorithm of the client preset)";

function lineOf(content: string, hash: string): number {
  return content.slice(0, Math.max(0, content.indexOf(hash))).split("\n").length;
}
