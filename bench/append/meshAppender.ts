import { randomUUID } from "node:crypto";
import {
  dutyUrl,
  type MeshDatabase,
  migrateMesh,
  openDatabase,
  postgresEventLog,
} from "@datamesh/kernel/postgres";
import { context } from "@datamesh/kernel/product";
import { event, z } from "@datamesh/kernel";
import { derivePassword } from "../../cli/database/index.ts";
import { type Appender, scoredData } from "./appender.ts";

const scored = event("CREDIT_SCORED", { description: "A customer was scored.", data: { score: z.int() } });

/** A log of ours, one connection to append. */
export async function meshAppender(url: string): Promise<Appender> {
  const mesh: MeshDatabase = { url, prefix: "bench", passwordFor: (role) => derivePassword("bench", role) };
  await migrateMesh(mesh, [benchContext()]);
  const database = openDatabase(dutyUrl(mesh, "scoring", "append"), { max: 1 });
  const log = postgresEventLog("scoring", { append: database });
  return {
    append: async (number) => {
      const outcome = await log.appendTo({ stream: `score-${randomUUID()}`, expected: "none" }, [
        {
          id: randomUUID(),
          type: "CREDIT_SCORED",
          version: 1,
          occurredAt: new Date().toISOString(),
          data: scoredData(number),
          metadata: {},
        },
      ]);
      if (outcome.kind === "conflict") throw new Error("a new stream met a conflict");
    },
    close: () => database.end(),
  };
}

function benchContext() {
  return context({
    name: "scoring",
    owner: { team: "bench", contact: "bench@example.com" },
    events: [scored],
    products: [],
  });
}
