import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { errorCode } from "./errorCode.ts";

/** A unix domain socket that answers as long as this process lives. Its path is used once and never again. */
export type LockSocket = {
  /** What others are told: a name within `directory`, or an absolute path where that would be too long. */
  readonly name: string;
  close(): Promise<void>;
};

/** `sun_path` holds 104 bytes on macOS, 108 on Linux. */
const LONGEST = 100;

/** Listens under a new name in `directory` (a real path), or in the system's temporary directory. */
export async function openLockSocket(directory: string, id: string): Promise<LockSocket> {
  const near = `${process.pid}-${id}.sock`;
  const fits = Buffer.byteLength(join(directory, near)) <= LONGEST;
  const name = fits ? near : join(tmpdir(), `${farPrefix(directory)}${near}`);
  const server = createServer((peer) => peer.on("error", () => undefined).destroy());
  await listen(server, resolve(directory, name));
  server.unref();
  return { name, close: () => close(server, resolve(directory, name)) };
}

/**
 * Whether the process that opened the socket of this name still lives. Errs on the side of yes: a socket that
 * we may not connect to is somebody's.
 */
export async function answers(directory: string, name: string): Promise<boolean> {
  const path = resolve(directory, name);
  if (Buffer.byteLength(path) > LONGEST) return false; // from before the directory was moved here
  if (path === name && !basename(name).startsWith(farPrefix(directory))) return false; // a copy of another directory
  return new Promise((settle) => {
    const peer = connect(path);
    peer.once("connect", () => settle(true));
    peer.once("error", (error) =>
      settle(!["ECONNREFUSED", "ENOENT", "ENOTSOCK"].includes(errorCode(error) ?? "")),
    );
    peer.once("connect", () => peer.destroy());
  });
}

/** The process that opened the socket, as far as its name tells. */
export function openerOf(name: string): number | undefined {
  const pid = /(\d+)-[^-/]+\.sock$/.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

/** Removes what a killed process left of its socket. */
export async function removeSocket(directory: string, name: string): Promise<void> {
  await rm(resolve(directory, name), { force: true });
}

function farPrefix(directory: string): string {
  return `datamesh-${createHash("sha256").update(directory).digest("hex").slice(0, 16)}-`;
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((listening, reject) => {
    server.once("error", (cause) => {
      const what = `The data directory cannot be locked: no socket can be opened at ${path}. Is it yours to write?`;
      reject(new MeshError("BAD_USER_INPUT", what, { path }, { cause }));
    });
    server.listen(path, listening);
  });
}

async function close(server: Server, path: string): Promise<void> {
  await new Promise<void>((closed) => {
    server.close(() => closed());
  });
  await rm(path, { force: true });
}
