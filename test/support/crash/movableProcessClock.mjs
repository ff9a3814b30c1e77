/**
 * Loaded into a process before all else (`node --import`): its wall clock is moved by so many milliseconds as the next
 * of DATAMESH_TEST_CLOCK_SHIFTS says, separated by commas, at each SIGUSR2. The monotonic clock goes on as it is.
 */
const shifts = (process.env["DATAMESH_TEST_CLOCK_SHIFTS"] ?? "").split(",").map(Number);
const TrueDate = Date;
let shift = 0;
const now = () => TrueDate.now() + shift;

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, args, created) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, created),
  apply: () => new TrueDate(now()).toString(),
  get: (target, property, receiver) => (property === "now" ? now : Reflect.get(target, property, receiver)),
});

process.on("SIGUSR2", () => {
  shift = shifts.shift() ?? 0;
  process.stderr.write(`datamesh: the clock is moved by ${shift} ms\n`);
});
