import { readAnnouncement } from "./announcements.ts";

it.each([
  ["log customers 7", { kind: "log", context: "customers" }],
  [
    "product people@1 7 g1.c4.e2",
    { kind: "product", product: "people@1", revision: { generation: 1, cut: 4, epoch: 2 } },
  ],
  ["product people@1 7", { kind: "product", product: "people@1", revision: undefined }],
  ["lease customers", { kind: "lease", context: "customers" }],
  ["something else", undefined],
])("%j is read", (payload, announcement) => expect(readAnnouncement(payload)).toEqual(announcement));
