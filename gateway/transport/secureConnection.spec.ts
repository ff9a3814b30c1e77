import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { httpTransports } from "./httpTransports.ts";
import { type Certificate, certificateFor } from "./testing/certificate.ts";

const REQUEST = { authorization: "Bearer secret", requestId: "r1", body: "{}", repeatable: true };
const stops: (() => unknown)[] = [];

/** A server that shows a certificate, and what it heard. */
async function serve(shown: Certificate, options: { readonly maxVersion?: "TLSv1.1" } = {}) {
  const heard: string[] = [];
  const server: Server = createServer({ ...shown, ...options }, (request, response) => {
    heard.push(request.headers.authorization ?? "");
    request.resume().on("end", () => response.end("there"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { heard, port: (server.address() as AddressInfo).port };
}

async function ask(address: string, ca?: string): Promise<string> {
  const transports = httpTransports(ca === undefined ? {} : { ca });
  stops.push(() => transports.stop());
  const send = transports.to("customers", () => ({ addresses: [address], fallbacks: [] }));
  return send(REQUEST).then(
    ({ body }) => body.toString(),
    (error: Error & { reason?: string; cause?: { code?: string } }) => `${error.reason} ${error.cause?.code}`,
  );
}

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

test("a server is asked whose certificate is good for the name or the address", async () => {
  const byName = certificateFor("localhost");
  const named = await serve(byName);
  expect(await ask(`https://localhost:${named.port}`, byName.cert)).toBe("there");
  const byAddress = certificateFor("127.0.0.1");
  const addressed = await serve(byAddress);
  expect(await ask(`https://127.0.0.1:${addressed.port}`, byAddress.cert)).toBe("there");
  expect([...named.heard, ...addressed.heard]).toEqual(["Bearer secret", "Bearer secret"]);
});

test("one that nobody vouches for hears nothing", async () => {
  const { heard, port } = await serve(certificateFor("localhost"));
  expect(await ask(`https://localhost:${port}`)).toBe("UNREACHABLE DEPTH_ZERO_SELF_SIGNED_CERT");
  expect(heard).toEqual([]);
});

test("one with the certificate of another name hears nothing", async () => {
  const other = certificateFor("customers.example");
  const { heard, port } = await serve(other);
  expect(await ask(`https://localhost:${port}`, other.cert)).toBe("UNREACHABLE ERR_TLS_CERT_ALTNAME_INVALID");
  expect(await ask(`https://127.0.0.1:${port}`, other.cert)).toBe("UNREACHABLE ERR_TLS_CERT_ALTNAME_INVALID");
  expect(heard).toEqual([]);
});

test("one that speaks only an old version hears nothing", async () => {
  const shown = certificateFor("localhost");
  const old = await serve(shown, { maxVersion: "TLSv1.1" });
  expect(await ask(`https://localhost:${old.port}`, shown.cert)).toMatch(/^UNREACHABLE /);
  expect(old.heard).toEqual([]);
});
