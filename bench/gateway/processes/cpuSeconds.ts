import { readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

/** The processor time a process has used, in seconds; undefined where there is no /proc (proc(5)). */
export function cpuSeconds(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [, , , , , , , , , , , user, system] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(user) + Number(system)) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}
