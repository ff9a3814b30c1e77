import type { Arrival } from "./whyElsewhere.ts";
import { whyElsewhere } from "./whyElsewhere.ts";

/** A request of this machine, but for what is given. */
const arrival = ({
  remoteAddress = "127.0.0.1",
  httpVersion = "1.1",
  ...headers
}: Record<string, string> = {}): Arrival => ({
  socket: { remoteAddress },
  httpVersion,
  headers: { host: "localhost:4000", ...headers },
});

describe("a request of this machine", () => {
  it.each(["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])("comes from %s", (remoteAddress) => {
    expect(whyElsewhere(arrival({ remoteAddress }))).toBeUndefined();
  });

  it.each(["localhost", "localhost:4000", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]", "[::1]:4000"])(
    "calls the gateway %s",
    (host) => {
      expect(whyElsewhere(arrival({ host }))).toBeUndefined();
    },
  );
});

describe("a request of elsewhere is told", () => {
  it.each(["10.0.0.7", "192.168.1.2", "::", "::ffff:10.0.0.7", "fe80::1", "128.0.0.1", ""])(
    "by its address %j",
    (remoteAddress) => {
      expect(whyElsewhere(arrival({ remoteAddress }))).toBe("REMOTE_ADDRESS");
    },
  );

  it("by a connection that is gone already", () => {
    expect(whyElsewhere({ ...arrival(), socket: {} })).toBe("REMOTE_ADDRESS");
  });

  it.each([
    "mesh.example",
    "localhost.evil.example",
    "evil-localhost",
    "127.0.0.1.evil.example:4000",
    "x@localhost",
    "localhost:4000@evil.example",
    "localhost.",
    "127.0.0.2",
    "0.0.0.0:4000",
    "[::2]",
    "",
  ])("by the name it calls the gateway: %j", (host) => {
    expect(whyElsewhere(arrival({ host }))).toBe("HOST");
  });

  it("by calling the gateway no name at all", () => {
    expect(whyElsewhere({ ...arrival(), headers: {} })).toBe("HOST");
  });

  it.each([
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded",
    "x-real-ip",
    "via",
  ])("by what a proxy adds: %s, even if it is empty", (header) => {
    expect(whyElsewhere(arrival({ [header]: "127.0.0.1" }))).toBe("FORWARDED");
    expect(whyElsewhere(arrival({ [header]: "" }))).toBe("FORWARDED");
  });

  it("by the version that proxies speak which add nothing", () => {
    expect(whyElsewhere(arrival({ httpVersion: "1.0" }))).toBe("HTTP_VERSION");
  });
});
