import fc from "fast-check";
import { type Admission, CircuitBreaker, type Finding } from "./circuitBreaker.ts";

const SETTINGS = { failureShare: 0.5, failures: 3, windowMs: 10_000, pauseMs: 500, maxPauseMs: 1_500 };

/** Sends a request that ends at once; answers whether it was let through. */
function ask(circuit: CircuitBreaker, finding: Finding, now: number): Admission | undefined {
  const admission = circuit.admit(now);
  if (admission !== undefined) circuit.tell(admission, finding, now);
  return admission;
}

function opened(): CircuitBreaker {
  const circuit = new CircuitBreaker(SETTINGS);
  for (let request = 0; request < 3; request += 1) ask(circuit, "bad", 0);
  return circuit;
}

test("it opens after enough failures, and lets nothing through until the pause is over", () => {
  const circuit = new CircuitBreaker(SETTINGS);
  ask(circuit, "bad", 0);
  ask(circuit, "bad", 1);
  expect(circuit.stateAt(1)).toBe("closed");
  ask(circuit, "bad", 2);
  expect(circuit.stateAt(2)).toBe("open");
  expect(circuit.admit(501)).toBeUndefined();
  expect(circuit.stateAt(502)).toBe("half-open");
  expect(circuit.admit(502)).toBe("probe");
});

test("it stays closed while more than the other share succeeds", () => {
  const circuit = new CircuitBreaker(SETTINGS);
  for (let request = 0; request < 100; request += 1) {
    ask(circuit, request % 3 === 2 ? "bad" : "good", request);
  }
  expect(circuit.stateAt(100)).toBe("closed");
});

test("failures of long ago are forgotten", () => {
  const circuit = new CircuitBreaker(SETTINGS);
  ask(circuit, "bad", 0);
  ask(circuit, "bad", 1);
  ask(circuit, "bad", 10_000);
  expect(circuit.stateAt(10_000)).toBe("closed");
  ask(circuit, "bad", 10_001);
  ask(circuit, "bad", 10_002);
  expect(circuit.stateAt(10_002)).toBe("open");
});

test("one probe at a time goes through; one that succeeds closes it", () => {
  const circuit = opened();
  expect(circuit.admit(600)).toBe("probe");
  expect(circuit.admit(600)).toBeUndefined();
  circuit.tell("probe", "good", 700);
  expect(circuit.stateAt(700)).toBe("closed");
  expect([circuit.admit(700), circuit.admit(700)]).toEqual(["ordinary", "ordinary"]);
});

test("each probe that fails doubles the pause, up to the longest", () => {
  const circuit = opened();
  let now = 500;
  for (const pause of [1_000, 1_500, 1_500]) {
    expect(ask(circuit, "bad", now)).toBe("probe");
    expect(circuit.admit(now + pause - 1)).toBeUndefined();
    now += pause;
  }
  ask(circuit, "good", now);
  for (let request = 0; request < 3; request += 1) ask(circuit, "bad", now);
  expect(circuit.admit(now + 499)).toBeUndefined();
  expect(circuit.admit(now + 500)).toBe("probe");
});

test("a probe that was given up makes room for the next", () => {
  const circuit = opened();
  expect(ask(circuit, "nothing", 500)).toBe("probe");
  expect(ask(circuit, "good", 500)).toBe("probe");
  expect(circuit.stateAt(500)).toBe("closed");
});

test("what was sent before it opened has no say any more", () => {
  const circuit = opened();
  circuit.tell("ordinary", "good", 1);
  expect(circuit.stateAt(1)).toBe("open");
  circuit.tell("ordinary", "bad", 400);
  expect(circuit.admit(500)).toBe("probe");
  circuit.tell("ordinary", "bad", 501);
  circuit.tell("probe", "good", 502);
  expect(circuit.stateAt(502)).toBe("closed");
});

test("with a share above 1 it never opens", () => {
  const circuit = new CircuitBreaker({ ...SETTINGS, failureShare: 2 });
  for (let request = 0; request < 50; request += 1) ask(circuit, "bad", request);
  expect(circuit.stateAt(50)).toBe("closed");
});

test("whatever happens, an address that is well again is asked again within the longest pause", () => {
  const step = fc.record({
    after: fc.nat({ max: 3_000 }),
    finding: fc.constantFrom<Finding>("good", "bad", "nothing"),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const circuit = new CircuitBreaker(SETTINGS);
      let now = 0;
      for (const { after, finding } of steps) ask(circuit, finding, (now += after));
      expect(ask(circuit, "good", now + 1_500)).toBeDefined();
      expect(circuit.stateAt(now + 1_500)).toBe("closed");
    }),
  );
});
