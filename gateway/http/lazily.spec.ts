import { lazily } from "./lazily.ts";

describe("what is made lazily", () => {
  it("is made at the first call, and once for all", async () => {
    let times = 0;
    const made = lazily(() => Promise.resolve({ times: ++times }));
    expect(times).toBe(0);
    expect(await Promise.all([made(), made()])).toEqual([{ times: 1 }, { times: 1 }]);
    expect(await made()).toEqual({ times: 1 });
  });

  it("is tried again after a failure", async () => {
    let tries = 0;
    const made = lazily(() =>
      ++tries === 1 ? Promise.reject(new Error("not yet")) : Promise.resolve(tries),
    );
    await expect(made()).rejects.toThrow("not yet");
    expect(await made()).toBe(2);
  });
});
