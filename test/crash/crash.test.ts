import { makeTemplate } from "../support/crash/crashMesh.ts";
import { type OwnServer, startOwnServer } from "../support/ownServer.ts";
import { howToRepeat } from "./howToRepeat.ts";
import { KINDS } from "./kinds.ts";

/** Of each kind; `npm run test:crash` does more. */
const RUNS = 1;
const TIMEOUT = 300_000;

describe("nothing is lost, skipped, repeated or torn when something is killed", () => {
  let server: OwnServer;
  beforeAll(async () => {
    server = await startOwnServer();
    await makeTemplate(server);
  }, TIMEOUT);
  afterAll(() => server?.remove());

  const runs = KINDS.flatMap((kind) => Array.from({ length: RUNS }, () => ({ kind, name: kind.name })));
  it.each(runs)(
    "$name",
    async ({ kind }) => {
      const impossible = await kind.cannot?.();
      if (impossible !== undefined) return say(`crash ${kind.name}: skipped, ${impossible}`);
      const seed = Math.floor(Math.random() * 2 ** 31);
      say(`crash ${kind.name}: seed ${seed}; to repeat: ${howToRepeat(kind, seed)}`);
      const { problems, counts } = await kind.run({ seed, server, say });
      say(`crash ${kind.name}: ${JSON.stringify(counts)}`);
      expect(problems).toEqual([]);
      expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
    },
    TIMEOUT,
  );
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
