import type { ProgramResult } from "./runProgram.ts";
import { serverUser } from "./serverUser.ts";

/** A system whose `id` knows the user once `useradd` has run, if it may. */
function system({ known, mayCreate }: { known: boolean; mayCreate: boolean }) {
  const ran: string[] = [];
  let exists = known;
  const run = async (file: string, [flag]: readonly string[]): Promise<ProgramResult> => {
    ran.push(file);
    if (file === "useradd" && mayCreate) exists = true;
    if (file !== "id")
      return { code: mayCreate ? 0 : 1, output: mayCreate ? "" : "useradd: cannot lock /etc/passwd" };
    return exists
      ? { code: 0, output: flag === "-u" ? "70\n" : "71\n" }
      : { code: 1, output: "id: no such user" };
  };
  return { ran, run };
}

test("an ordinary user runs the server itself, and nothing is asked or made", async () => {
  const { ran, run } = system({ known: false, mayCreate: true });
  expect(await serverUser({ uid: 1000, run })).toBeUndefined();
  expect(ran).toEqual([]);
});

test("root runs it as the user postgres where there is one", async () => {
  const { ran, run } = system({ known: true, mayCreate: false });
  expect(await serverUser({ uid: 0, run })).toEqual({ name: "postgres", uid: 70, gid: 71 });
  expect(ran).toEqual(["id", "id"]);
});

test("root creates the user where there is none", async () => {
  const { ran, run } = system({ known: false, mayCreate: true });
  expect(await serverUser({ uid: 0, run })).toEqual({ name: "postgres", uid: 70, gid: 71 });
  expect(ran).toEqual(["id", "id", "groupadd", "useradd", "id", "id"]);
});

test("a user that cannot be created is an error that says why and what else to do", async () => {
  const refused = serverUser({ uid: 0, ...system({ known: false, mayCreate: false }) });
  await expect(refused).rejects.toMatchObject({
    code: "UNAVAILABLE",
    details: { problem: expect.stringContaining("cannot lock /etc/passwd") as unknown },
  });
  await expect(refused).rejects.toThrow(/ordinary user.*DATABASE_URL/s);
});

test("a system without useradd is the same error", async () => {
  const { run } = system({ known: false, mayCreate: false });
  const bare = (file: string, args: readonly string[]) =>
    file === "id" ? run(file, args) : Promise.reject(new Error(`no ${file}`));
  await expect(serverUser({ uid: 0, run: bare })).rejects.toMatchObject({ code: "UNAVAILABLE" });
});
