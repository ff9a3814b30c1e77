import { serverOptions } from "./serverSettings.ts";

test("settings become quoted flags behind the port", () => {
  const options = serverOptions(5433, { fsync: "on", unix_socket_directories: "", work_mem: "16 MB" });
  expect(options).toBe("-p 5433 -c 'fsync=on' -c 'unix_socket_directories=' -c 'work_mem=16 MB'");
});

test.each([
  ["fsync", "on' ; rm -rf ~ '"],
  ["fsync=on' -c '", "x"],
  ["", "x"],
])("the setting %j of %j is refused", (name, value) => {
  expect(() => serverOptions(5433, { [name]: value })).toThrow(
    expect.objectContaining({ code: "BAD_USER_INPUT" }),
  );
});
