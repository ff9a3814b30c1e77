import fc from "fast-check";
import { Line, type Place } from "./line.ts";

describe("a line", () => {
  test("knows who came first, whoever leaves", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant("add" as const), fc.nat())), (steps) => {
        const line = new Line<number>();
        const expected: number[] = [];
        const places: Place<number>[] = [];
        for (const [index, step] of steps.entries()) {
          if (step === "add") {
            places.push(line.add(index));
            expected.push(index);
          } else if (places.length > 0) {
            const place = places[step % places.length] as Place<number>;
            const { item } = place;
            line.delete(place);
            if (item !== undefined) expected.splice(expected.indexOf(item), 1);
          }
          expect(line.first).toBe(expected[0]);
        }
        for (const place of places.toReversed()) line.delete(place);
        expect(line.first).toBeUndefined();
      }),
    );
  });

  test("is not referred to by whoever has left, nor refers to him", () => {
    const line = new Line<string>();
    const [first, second, third] = ["a", "b", "c"].map((each) => line.add(each));
    line.delete(second as Place<string>);
    expect(second).toEqual({ item: undefined, before: undefined, after: undefined });
    expect([first?.after, third?.before]).toEqual([third, first]);
  });
});
