import { readProductAnnouncement } from "./productAnnouncement.ts";

test("what a commit announces names the product, its position and its revision", () => {
  expect(readProductAnnouncement("product people@1 7 g1.c4.e2")).toEqual([
    "people@1",
    { position: 7, revision: { generation: 1, cut: 4, epoch: 2 } },
  ]);
});

test.each([
  "product people@1 7",
  "product people@0 7 g1.c4.e2",
  "product people@1 -7 g1.c4.e2",
  "log people 7",
])("%j announces no revision of a product", (payload) =>
  expect(readProductAnnouncement(payload)).toBeUndefined(),
);
