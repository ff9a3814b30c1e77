import { jest } from "@jest/globals";
import { consumerRates } from "./consumerRates.ts";
import type { RateSettings } from "./rateSettings.ts";

const ada = { id: "ada", roles: [], scopes: [] };
const ben = { id: "ben", roles: [], scopes: [] };
const settings: RateSettings = { perSecond: 2, burst: 3, concurrent: 100 };

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

async function admitted(rates: ReturnType<typeof consumerRates>, times: number): Promise<number> {
  let count = 0;
  for (let i = 0; i < times; i++) if ((await rates.admit(ada)).ok) count++;
  return count;
}

describe("the requests of a consumer", () => {
  it("pass at the rate and within the burst, and no more", async () => {
    const rates = consumerRates(settings);
    expect(await admitted(rates, 10)).toBe(5);
    expect(await rates.admit(ada)).toEqual({
      ok: false,
      exceeded: { limit: "perSecond", accepted: 2, retryAfter: 1 },
    });
  });

  it("pass again a second later at the rate, and in a burst when ten have gone by", async () => {
    const rates = consumerRates(settings);
    await admitted(rates, 10);
    jest.advanceTimersByTime(1_100);
    expect(await admitted(rates, 10)).toBe(2);
    jest.advanceTimersByTime(10_000);
    expect(await admitted(rates, 10)).toBe(5);
  });

  it("do not count for anybody else", async () => {
    const rates = consumerRates(settings);
    await admitted(rates, 10);
    expect(await rates.admit(ben)).toMatchObject({ ok: true });
  });

  it("are as many at once as is said, and the next begins when one is over", async () => {
    const rates = consumerRates({ perSecond: 100, burst: 100, concurrent: 2 });
    const first = await rates.admit(ada);
    await rates.admit(ada);
    expect(await rates.admit(ada)).toEqual({
      ok: false,
      exceeded: { limit: "concurrent", accepted: 2, retryAfter: 1 },
    });
    if (first.ok) first.release?.();
    expect(await rates.admit(ada)).toMatchObject({ ok: true });
  });

  it("that are refused take no place of those under way", async () => {
    const rates = consumerRates({ perSecond: 1, burst: 1, concurrent: 3 });
    expect(await admitted(rates, 10)).toBe(2);
    jest.advanceTimersByTime(11_000);
    expect(await admitted(rates, 1)).toBe(1);
  });

  it("are not held to anything without settings", async () => {
    expect(await admitted(consumerRates(undefined), 1_000)).toBe(1_000);
  });
});

describe("the cost of a consumer's operations", () => {
  it("is held to what a minute may hold, and fits again when it is over", async () => {
    const rates = consumerRates({ ...settings, costPerMinute: 100 });
    expect(await rates.charge?.(ada, 60)).toBeUndefined();
    expect(await rates.charge?.(ada, 60)).toMatchObject({ limit: "costPerMinute", accepted: 100 });
    expect(await rates.charge?.(ben, 60)).toBeUndefined();
    jest.advanceTimersByTime(61_000);
    expect(await rates.charge?.(ada, 60)).toBeUndefined();
  });

  it("is not counted unless that is asked for", async () => {
    expect(consumerRates(settings).charge).toBeUndefined();
  });
});
