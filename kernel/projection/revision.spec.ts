import fc from "fast-check";
import { compareRevisions, parseRevision, type Revision, revisionText } from "./revision.ts";

const number = fc.nat({ max: 2 ** 31 - 1 });
const revision: fc.Arbitrary<Revision> = fc.record({ generation: number, cut: number, epoch: number });

it("a revision is read from its text as it was", () => {
  expect(revisionText({ generation: 1, cut: 42, epoch: 0 })).toBe("g1.c42.e0");
  fc.assert(fc.property(revision, (each) => expect(parseRevision(revisionText(each))).toEqual(each)));
});

it.each(["", "g1", "g1.c2", "g1.c2.e3.f4", "g01.c2.e3", "g-1.c2.e3", "g1.c2.e3 ", "1.2.3", "g1.c2.e1e9"])(
  "%j is no revision",
  (text) => expect(parseRevision(text)).toBeUndefined(),
);

it("a revision is later when any of its numbers has grown and none has shrunk", () => {
  fc.assert(
    fc.property(revision, revision, (start, step) => {
      const later = {
        generation: start.generation + step.generation,
        cut: start.cut + step.cut,
        epoch: start.epoch + step.epoch,
      };
      const same = step.generation + step.cut + step.epoch === 0;
      expect(Math.sign(compareRevisions(later, start))).toBe(same ? 0 : 1);
      expect(Math.sign(compareRevisions(start, later))).toBe(same ? 0 : -1);
    }),
  );
});
