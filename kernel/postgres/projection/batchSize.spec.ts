import { batchSize } from "./batchSize.ts";

it("grows while batches are quick, up to the largest", () => {
  const size = batchSize(3_000);
  expect(size.now()).toBe(1_000);
  for (let times = 0; times < 3; times += 1) size.took(10);
  expect(size.now()).toBe(3_000);
});

it("shrinks when batches are slow or fail, and never to none", () => {
  const size = batchSize();
  size.took(5_000);
  expect(size.now()).toBe(500);
  for (let times = 0; times < 10; times += 1) size.failed();
  expect(size.now()).toBe(1);
  size.took(10);
  expect(size.now()).toBe(2);
});

it("stays where batches take a fair time", () => {
  const size = batchSize(10);
  size.took(300);
  expect(size.now()).toBe(10);
});
