import fc from "fast-check";
import { RetryBudget } from "./retryBudget.ts";

test("what is asked again stays within the share of what was asked, and what was saved up", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.boolean(), { maxLength: 300 }),
      (share, most, steps) => {
        const budget = new RetryBudget({ share, most });
        let [asked, again] = [0, 0];
        for (const isNew of steps) {
          if (isNew) budget.earn();
          else if (budget.spend()) again += 1;
          asked += isNew ? 1 : 0;
          expect(again).toBeLessThanOrEqual(most + share * asked + 1e-6);
        }
      },
    ),
  );
});

test("without a share nothing is asked again", () => {
  const budget = new RetryBudget({ share: 0, most: 10 });
  budget.earn();
  expect(budget.spend()).toBe(false);
});

test("it fills up again by requests, no further than it may", () => {
  const budget = new RetryBudget({ share: 0.5, most: 2 });
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
  for (let request = 0; request < 100; request += 1) budget.earn();
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
});
