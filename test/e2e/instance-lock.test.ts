import { lockDataDirectory } from "../../cli/database/index.ts";
import { startScript, type Script } from "./embedded-postgres/script.ts";
import { temporaryHome, type TemporaryHome } from "./embedded-postgres/temporaryHome.ts";

let home: TemporaryHome;
const scripts: Script[] = [];

beforeEach(async () => {
  home = await temporaryHome();
});
afterEach(async () => {
  await Promise.all(scripts.splice(0).map((script) => script.kill("SIGKILL")));
  await home.remove();
});

async function contender(): Promise<Script> {
  const script = startScript("lockScript.ts", home.path);
  scripts.push(script);
  await script.next();
  return script;
}

async function tryLock(script: Script): Promise<unknown> {
  script.tell("lock");
  return JSON.parse(await script.next());
}

test("a directory locked by one process is refused to another, which is told the holder's pid", async () => {
  const [first, second] = await Promise.all([contender(), contender()]);
  expect(await tryLock(first)).toEqual({ ok: true });
  expect(await tryLock(second)).toEqual({ ok: false, holder: first.pid });
  expect(await lockDataDirectory(home.path)).toEqual({ ok: false, holder: first.pid });
});

test("a holder that is stopped, and so cannot answer, still holds", async () => {
  const holder = await contender();
  await tryLock(holder);
  holder.signalGroup("SIGSTOP");
  expect(await lockDataDirectory(home.path)).toEqual({ ok: false, holder: holder.pid });
});

test("the lock of a killed process is free", async () => {
  const holder = await contender();
  await tryLock(holder);
  await holder.kill("SIGKILL");
  const lock = await lockDataDirectory(home.path);
  expect(lock).toMatchObject({ ok: true });
  if (lock.ok) await lock.release();
});

test("of processes that race for a stale lock exactly one wins, and the others are told which", async () => {
  let racing = await Promise.all(Array.from({ length: 5 }, contender));
  for (const expected of [5, 4, 3, 2]) {
    expect(racing).toHaveLength(expected);
    const verdicts = await Promise.all(racing.map(tryLock));
    const winners = racing.filter((_, index) => JSON.stringify(verdicts[index]) === '{"ok":true}');
    expect(winners).toHaveLength(1);
    const winner = winners[0];
    const refused = verdicts.filter((_, index) => racing[index] !== winner);
    expect(refused).toEqual(refused.map(() => ({ ok: false, holder: winner?.pid })));
    await winner?.kill("SIGKILL"); // and so leaves a stale lock to the next round
    racing = racing.filter((script) => script !== winner);
  }
});
