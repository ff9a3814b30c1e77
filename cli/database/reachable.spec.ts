import { pathFromRoot, requireReachable } from "./reachable.ts";

const user = { name: "postgres", uid: 70, gid: 71 };

test("the path from the root names every directory once, outermost first", () => {
  expect(pathFromRoot("/srv/mesh/.datamesh")).toEqual(["/", "/srv", "/srv/mesh", "/srv/mesh/.datamesh"]);
});

test("a closed directory is named, with what to do about it", async () => {
  const run = async () => ({ code: 1, output: "/root" });
  const refused = requireReachable("/root/mesh/.datamesh", user, { run });
  await expect(refused).rejects.toMatchObject({ code: "BAD_USER_INPUT", details: { closed: "/root" } });
  await expect(refused).rejects.toThrow(/cannot enter \/root .*chmod o\+x \/root.*DATABASE_URL/s);
});

test("an open path passes, asked as the server's user", async () => {
  const asked: unknown[] = [];
  const run = async (...call: unknown[]) => {
    asked.push(call);
    return { code: 0, output: "" };
  };
  await requireReachable("/srv", user, { run });
  expect(asked).toEqual([["/bin/sh", ["-c", expect.any(String), "sh", "/", "/srv"], user]]);
});

test("a server that runs as ourselves asks nothing", async () => {
  const run = () => Promise.reject(new Error("asked"));
  await expect(requireReachable("/root", undefined, { run })).resolves.toBeUndefined();
});
