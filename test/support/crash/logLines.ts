/** A line of a process's log, as far as it matters here. */
interface Line {
  readonly msg: string;
  readonly product?: string;
  readonly context?: string;
  readonly status?: string;
  readonly reason?: string;
}

/** Messages that come in pairs: of what fails, and of its end. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ["the products could not be measured", "the products are measured again"],
  ["a report of traffic was not kept; it is offered again", "reports of traffic are kept again"],
  ["the outbox cannot be moved on; it is tried again", "the outbox is moved on again"],
]);

/** What a log says of the work that waits for a database. */
export interface Outages {
  /** Who said the same failure twice without its end between, or said something that is no line of a log. */
  readonly problems: readonly string[];
  /** How many failures were said, and how many ends of them. */
  readonly failures: number;
  readonly ends: number;
}

/** Reads the log of `datamesh start`. */
export function outagesIn(log: string): Outages {
  const failing = new Map<string, string>();
  const problems: string[] = [];
  let [failures, ends] = [0, 0];
  for (const text of log.split("\n").filter((each) => each !== "" && !each.startsWith("datamesh: "))) {
    if (!text.startsWith("{")) {
      problems.push(`no line of a log: ${text}`);
      continue;
    }
    const said = told(JSON.parse(text) as Line);
    if (said === undefined) continue;
    if (said.reason === undefined) {
      ends += failing.delete(said.who) ? 1 : 0;
      continue;
    }
    failures += 1;
    if (failing.get(said.who) === said.reason) problems.push(`${said.who} said twice: ${said.reason}`);
    failing.set(said.who, said.reason);
  }
  for (const [who, reason] of failing) problems.push(`${who} did not say that it is over: ${reason}`);
  return { problems: problems.slice(0, 20), failures, ends };
}

/** Who says something of its work, and with which reason if it fails. */
function told(line: Line): { readonly who: string; readonly reason?: string } | undefined {
  if (line.msg === "projector" || line.msg === "catalog projector") {
    const who = `${line.msg} ${line.product ?? ""}`;
    return line.status === "FAILING" ? { who, reason: line.reason ?? "" } : { who };
  }
  for (const [failing, over] of ENDS) {
    const who = `${failing} ${line.context ?? ""}`;
    if (line.msg === failing) return { who, reason: line.reason ?? "" };
    if (line.msg === over) return { who };
  }
  return undefined;
}
