import { readAdminAddress } from "./adminSettings.ts";

it("there is no server for operators unless a port is named", () => {
  expect(readAdminAddress({}, [])).toBeUndefined();
  expect(readAdminAddress({ DATAMESH_ADMIN_PORT: "", DATAMESH_ADMIN_HOST: "0.0.0.0" }, [])).toBeUndefined();
});

it("listens on this machine only, unless another address is named", () => {
  expect(readAdminAddress({ DATAMESH_ADMIN_PORT: "9400" }, [])).toEqual({ host: "127.0.0.1", port: 9400 });
  expect(readAdminAddress({ DATAMESH_ADMIN_PORT: "9400", DATAMESH_ADMIN_HOST: "10.0.0.7" }, [])).toEqual({
    host: "10.0.0.7",
    port: 9400,
  });
});

it.each(["metrics", "-1", "65536", "9400.5"])("port %s is a problem that names the setting", (port) => {
  const problems: string[] = [];
  readAdminAddress({ DATAMESH_ADMIN_PORT: port }, problems);
  expect(problems).toEqual([`DATAMESH_ADMIN_PORT "${port}" is not a number from 0 to 65535`]);
});
