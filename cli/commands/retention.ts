import { MeshError } from "@datamesh/kernel";
import {
  createProjection,
  dutyUrl,
  openDatabase,
  planRetention,
  type RetentionPlan,
} from "@datamesh/kernel/postgres";
import { Command } from "commander";
import { readCliConfig } from "../config.ts";
import { loadMesh } from "../contexts.ts";
import { requireMesh } from "../mesh/requireMesh.ts";
import { withMeshDatabase } from "../mesh/withMeshDatabase.ts";
import { providersIn } from "../replay/providers.ts";
import { targetsIn, targetsNamed } from "../replay/replayTarget.ts";

interface PlanOptions {
  readonly at?: string;
  readonly json?: true;
}

/** `datamesh retention`: what leaves the products, and when. */
export function retentionCommand(): Command {
  return new Command("retention")
    .description("how long rows are kept")
    .addCommand(
      new Command("plan")
        .description("show what is past its retention and would be removed; changes nothing")
        .argument("[products...]", "products as name@major; all of them unless named")
        .option(
          "--at <time>",
          "as if the log's newest event were recorded then, ISO 8601: 2033-01-01T00:00:00Z",
        )
        .option("--json", "print one JSON document on stdout")
        .addHelpText(
          "after",
          "\nProjectors remove rows whose last event is older than the product's retention, and the history that goes with\nthem. Time is the log's own, that of its newest event: while a log is silent nothing grows older.",
        )
        .action(plan),
    );
}

async function plan(names: readonly string[], { at, json }: PlanOptions): Promise<void> {
  const time = at === undefined ? undefined : readTime(at);
  const loaded = await loadMesh();
  const config = readCliConfig(process.env);
  await requireMesh(config);
  const plans = await withMeshDatabase(config, async ({ mesh }) => {
    const found: RetentionPlan[] = [];
    for (const { context, product } of names.length === 0
      ? targetsIn(loaded.local)
      : targetsNamed(loaded.local, names)) {
      const migrate = openDatabase(dutyUrl(mesh, context.name, "migrate"), {
        max: 1,
        name: "datamesh retention",
      });
      try {
        const projection = createProjection(context, product, migrate, providersIn(loaded));
        found.push(await planRetention(migrate, projection, time));
      } finally {
        await migrate.end();
      }
    }
    return found;
  });
  process.stdout.write(
    json === true ? `${JSON.stringify(plans, null, 2)}\n` : `${plans.map(planText).join("\n")}\n`,
  );
}

function readTime(text: string): Date {
  const time = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new MeshError(
    "BAD_USER_INPUT",
    `--at ${JSON.stringify(text)} is not a time such as 2033-01-01T00:00:00Z`,
  );
}

function planText({ product, retention, before, rows, versions }: RetentionPlan): string {
  if (before === null) return `${product}: kept ${retention}; its log is empty`;
  const what = rows + versions === 0 ? "nothing goes" : `${rows} rows and ${versions} versions go`;
  return `${product}: kept ${retention}, so what was last recorded before ${before}; ${what}`;
}
