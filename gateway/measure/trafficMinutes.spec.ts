import { countOf } from "@datamesh/kernel/sla";
import { customerProfiles, loanOfficers } from "../authorize/testing/products.ts";
import { trafficMinutes } from "./trafficMinutes.ts";

const at = (time: string): Date => new Date(`2026-01-01T${time}Z`);

it("counts by product and minute, failures apart", () => {
  const minutes = trafficMinutes();
  minutes.add(customerProfiles, false, 0.01, at("10:00:05"));
  minutes.add(customerProfiles, true, 0.02, at("10:00:59"));
  minutes.add(customerProfiles, false, 0.01, at("10:01:00"));
  minutes.add(loanOfficers, false, 0.01, at("10:01:00"));
  const rows = minutes.unreported();
  expect(rows.map(({ minute, product, answered, failed }) => [minute, product, answered, failed])).toEqual([
    ["2026-01-01T10:00:00.000Z", "customer-profiles", 1, 1],
    ["2026-01-01T10:01:00.000Z", "customer-profiles", 1, 0],
    ["2026-01-01T10:01:00.000Z", "loan-officers", 1, 0],
  ]);
  expect(rows.map(({ latency }) => countOf(latency))).toEqual([2, 1, 1]);
});

it("a row says all of its minute again when something was added, and nothing when nothing was", () => {
  const minutes = trafficMinutes();
  minutes.add(customerProfiles, false, 0.01, at("10:00:05"));
  minutes.unreported();
  minutes.reported(at("10:00:06"));
  expect(minutes.unreported()).toEqual([]);
  minutes.add(customerProfiles, false, 0.01, at("10:00:07"));
  expect(minutes.unreported()).toMatchObject([{ answered: 2 }]);
});

it("what was added while a report was under way is reported next, even of a minute gone by", () => {
  const minutes = trafficMinutes();
  minutes.add(customerProfiles, false, 0.01, at("10:00:59"));
  minutes.unreported();
  minutes.add(customerProfiles, false, 0.01, at("10:00:59"));
  minutes.reported(at("10:01:01"));
  expect(minutes.unreported()).toMatchObject([{ answered: 2 }]);
});

it("a report that was not kept is offered again, with what came since", () => {
  const minutes = trafficMinutes();
  minutes.add(customerProfiles, false, 0.01, at("10:00:05"));
  minutes.unreported();
  minutes.add(customerProfiles, false, 0.01, at("10:01:05"));
  expect(minutes.unreported().map(({ minute }) => minute)).toEqual([
    "2026-01-01T10:00:00.000Z",
    "2026-01-01T10:01:00.000Z",
  ]);
});

it("remembers only so much: the oldest is given up", () => {
  const minutes = trafficMinutes(2);
  for (const time of ["10:00:00", "10:01:00", "10:02:00"])
    minutes.add(customerProfiles, false, 0.01, at(time));
  expect(minutes.unreported().map(({ minute }) => minute)).toEqual([
    "2026-01-01T10:01:00.000Z",
    "2026-01-01T10:02:00.000Z",
  ]);
});
