import { context, dataProduct, event, id, int, role, subject, team, text, z } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import { PERSONAS } from "../../gateway/authenticate/index.ts";
import { CONTEXTS } from "../../subgraphs/index.ts";
import { startEventDoors } from "./eventDoors.ts";

const owner = { team: "ledger", contact: "ledger@example.com" };
const Opened = event("OPENED", {
  description: "An account was opened.",
  data: {
    account: z.string(),
    who: subject(z.string()),
    limit: z.int().max(100).optional(),
    note: z.string().optional(),
  },
});
const Renamed = event("RENAMED", {
  description: "An account has another name.",
  data: { account: z.string(), to: z.object({ name: z.string() }) },
  upcast: {
    from: event("RENAMED", { description: "The same.", data: { account: z.string(), name: z.string() } }),
    step: ({ account, name }) => ({ account, to: { name } }),
  },
});
const Unread = event("UNREAD", { description: "Nobody reads this.", data: {} });
const accounts = dataProduct({
  name: "accounts",
  version: "1.0.0",
  owner,
  description: "Accounts.",
  key: "account",
  fields: {
    account: id().describe("It."),
    who: id().subject().optional().describe("Whose."),
    limit: int().optional().describe("How much.").writableBy(role("risk")),
    note: text().optional().describe("About it."),
    name: text().optional().describe("Its name."),
  },
  from: ({ on }) => [
    on(Opened, ({ data }) => ({ account: data.account, who: data.who, limit: data.limit, note: data.note })),
    on(Renamed, ({ data }) => ({ account: data.account, name: data.to.name })),
  ],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: {
    read: role("analyst"),
    write: team("ledger"),
    purposes: ["reporting"],
    retention: "7y",
    compliance: ["GDPR"],
  },
});
const ledger = context({ name: "ledger", owner, events: [Opened, Renamed, Unread], products: [accounts] });

/** A consumer with these roles. */
export const person = (id: string, ...roles: string[]): Consumer => ({ id, roles, scopes: [] });
/** The personas of the sample, and those whose teams may write. */
export const PEOPLE: Readonly<Record<string, Consumer>> = {
  ...Object.fromEntries(
    Object.entries(PERSONAS).map(([name, { sub, roles }]) => [name, person(sub, ...roles)]),
  ),
  clerk: person("clerk", "team:ledger"),
  risk: person("risk", "team:ledger", "risk"),
  scorer: person("scorer", "team:credit-risk"),
  machine: person("machine", "team:machine-learning"),
  lender: person("lender", "team:lending"),
};

/** Media types of CloudEvents in structured mode. */
export const BATCH = "application/cloudevents-batch+json";
export const ONE = "application/cloudevents+json";

interface Answer {
  readonly log?: string;
  readonly events?: readonly { id: string; position: number; duplicate: boolean; stream?: object }[];
  readonly errors?: readonly { message: string; extensions: Record<string, unknown> }[];
}
/** The doors of the sample's contexts and of the ledger, for a file of tests; started and stopped by its hooks. */
export function ledgerDoors() {
  let mesh: Awaited<ReturnType<typeof startEventDoors>>;
  beforeAll(async () => {
    mesh = await startEventDoors([...CONTEXTS, ledger], PEOPLE);
  }, 60_000);
  afterAll(() => mesh?.stop());
  let number = 0;
  const opened = (more: object = {}) => ({
    specversion: "1.0",
    id: `e-${++number}`,
    source: "/till",
    type: "OPENED",
    time: "2026-11-01T10:00:00Z",
    data: { account: "a-1", who: "p-1" },
    ...more,
  });
  async function post(
    name: string,
    who: string | undefined,
    body: unknown,
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(`${mesh.url}/events/${name}`, {
      method: "POST",
      headers: {
        "content-type": Array.isArray(body) ? BATCH : ONE,
        ...(who !== undefined && { authorization: `Bearer ${who}` }),
        ...headers,
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer;
    const code = answer.errors?.[0]?.extensions["code"];
    return {
      status: response.status,
      headers: response.headers,
      answer,
      code,
      message: answer.errors?.[0]?.message ?? "",
    };
  }
  const head = async (): Promise<number> => (await mesh.log("ledger").status()).head;

  return {
    get mesh() {
      return mesh;
    },
    opened,
    post,
    head,
  };
}
