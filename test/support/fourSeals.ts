import { type SealedLog, startSealedLog } from "./sealedLog.ts";

/**
 * A log of eighty events with four lines of seals, for every test of a file; made by its hooks, and put back to what it
 * was after each test.
 */
export function fourSeals() {
  let log: SealedLog;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    log = await startSealedLog();
    // Where rows can be put aside while they are renumbered.
    await log.attack(
      "create table models.aside partition of models.models_events for values from (minvalue) to (1)",
    );
    // Seals over 1 to 40, 41 to 42, 43 to 72, and eight events that are not sealed yet.
    for (const count of [40, 2, 30]) {
      await log.append(count);
      await log.seal();
    }
    await log.append(8);
    restore = await log.remember();
  });
  afterEach(() => restore());
  afterAll(() => log.stop());

  /** The first thing that is found, in short. */
  const found = async (options?: Parameters<SealedLog["verify"]>[0]) => {
    const { tampering } = await log.verify(options);
    return tampering.map((each) =>
      each.kind === "SEALS_BROKEN"
        ? `SEALS_BROKEN at line ${each.line}: ${each.reason}`
        : `${each.kind} ${each.position} ${each.eventId} (${each.count})`,
    );
  };
  return {
    get log() {
      return log;
    },
    found,
  };
}
