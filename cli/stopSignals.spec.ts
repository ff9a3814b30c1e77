import { EventEmitter } from "node:events";
import { stopRequested } from "./stopSignals.ts";

test("the first signal is answered at once, the second ends the process", async () => {
  const process = new EventEmitter();
  const told: string[] = [];
  const requested = stopRequested({
    process,
    say: (message) => told.push(message),
    end: () => told.push("end"),
  });
  expect(told).toEqual([]);
  process.emit("SIGTERM");
  await requested;
  expect(told).toEqual(["stopping (once more ends it at once)"]);
  process.emit("SIGINT");
  expect(told.slice(1)).toEqual([expect.stringContaining("ended before everything was stopped"), "end"]);
});
